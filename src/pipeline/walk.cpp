#include "pipeline/walk.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace certlift::pipeline {
namespace {

std::string joined(std::string first, std::string_view second) {
  if (first.empty() || second.empty() || first == second) return first.append(first == second ? "" : second);
  return first.append(", and ").append(second);
}

/// Each answer once. Where it comes under several conditions, it holds under any of them; if there is only
/// one answer, under all.
std::vector<Outcome> each_once(std::vector<Outcome> outcomes) {
  std::map<std::pair<std::string, std::optional<std::string>>, std::size_t> seen;
  std::vector<Outcome> once;
  for (Outcome& outcome : outcomes) {
    const auto [entry, is_new] = seen.try_emplace({outcome.status, outcome.user}, once.size());
    if (is_new)
      once.push_back(std::move(outcome));
    else if (once[entry->second].condition != outcome.condition)
      once[entry->second].condition.clear();
  }
  if (once.size() == 1) once.front().condition.clear();
  return once;
}

Grade grade_of(const std::vector<Outcome>& outcomes, const std::vector<Assumption>& assumptions) {
  if (outcomes.size() > 1) return Grade::not_certain;
  return assumptions.empty() ? Grade::certain : Grade::assumed;
}

}  // namespace

std::string_view name_of(Grade grade) {
  constexpr std::array<std::string_view, 3> names{"certain", "assumed", "not-certain"};
  return names[static_cast<std::size_t>(grade)];
}

std::string_view name_of(StageName stage) {
  constexpr std::array<std::string_view, 10> names{"binding", "application", "certificate",  "body",
                                                   "access",  "filter",      "authenticate", "mapping",
                                                   "logon",   "authorize"};
  return names[static_cast<std::size_t>(stage)];
}

Place::Place(xml::Element element) {
  if (!element) return;
  file = element.document().path();
  line = element.position().line;
}

bool same_answer(const Prediction& a, const Prediction& b) {
  const auto same = [](const Outcome& one, const Outcome& other) {
    return one.status == other.status && one.user == other.user;
  };
  return std::ranges::equal(a.outcomes, b.outcomes, same);
}

void Walk::end(const Way& way, std::string_view status, std::string_view condition) {
  ended_.push_back({std::string(status), std::nullopt, joined(way.condition, condition)});
}

void Walk::end_all(std::string_view status) {
  for (const Way& way : std::exchange(open, {})) end(way, status);
}

void Walk::assume(std::string what, std::string settle_with) {
  Assumption assumption{std::move(what), std::move(settle_with)};
  if (std::ranges::find(assumptions_, assumption) == assumptions_.end())
    assumptions_.push_back(std::move(assumption));
}

Prediction Walk::finish() && {
  for (Way& way : open) ended_.push_back({std::string(passed), way.user, std::move(way.condition)});
  Prediction prediction;
  prediction.outcomes = each_once(std::move(ended_));
  prediction.grade = grade_of(prediction.outcomes, assumptions_);
  prediction.stages = std::move(stages_);
  prediction.assumptions = std::move(assumptions_);
  return prediction;
}

Way with_condition(Way way, std::string_view condition) {
  way.condition = joined(std::move(way.condition), condition);
  return way;
}

Prediction together(std::vector<Prediction> predictions) {
  Prediction all = std::move(predictions.front());
  for (Prediction& other : std::span(predictions).subspan(1)) {
    std::ranges::move(other.outcomes, std::back_inserter(all.outcomes));
    std::ranges::move(other.stages, std::back_inserter(all.stages));
    for (Assumption& assumption : other.assumptions)
      if (std::ranges::find(all.assumptions, assumption) == all.assumptions.end())
        all.assumptions.push_back(std::move(assumption));
  }
  all.outcomes = each_once(std::move(all.outcomes));
  all.grade = grade_of(all.outcomes, all.assumptions);
  return all;
}

}  // namespace certlift::pipeline
