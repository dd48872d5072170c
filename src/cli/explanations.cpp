#include "cli/explanations.h"

#include "cli/options.h"
#include "engine/registry.h"
#include "pipeline/status.h"
#include "text/closest.h"
#include "text/wording.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace certlift::cli {
namespace {

/// What is near a word that names nothing: the other statuses of its main code, or what is spelled alike.
std::string hint_for(const std::string& word, const std::vector<std::string>& ids) {
  const std::string main_code = word.substr(0, word.find('.')) + ".";
  std::vector<std::string> alike;
  std::ranges::copy_if(ids, std::back_inserter(alike),
                       [&](const std::string& id) { return id.starts_with(main_code); });
  return alike.empty() ? text::did_you_mean(word, ids) : "; there is " + text::alternatives(alike);
}

}  // namespace

std::vector<Explanation> all_explanations() {
  std::vector<Explanation> all;
  for (const engine::Transform& rule : engine::registry())
    all.push_back({std::string(rule.id), "rule", rule.title, std::string(rule.explain)});
  for (const engine::Topic& topic : engine::topics())
    all.push_back({std::string(topic.id), topic.hurdle == engine::Hurdle::risk ? "risk" : "refusal",
                   topic.title, std::string(topic.explain)});
  for (const pipeline::Status& status : pipeline::statuses())
    all.push_back({std::string(status.code), "status", status.title, pipeline::explanation_of(status)});
  std::ranges::stable_sort(all, {}, &Explanation::id);
  return all;
}

Result<std::vector<Explanation>> explanations_of(const std::string& word) {
  if (const pipeline::ErrorNumber* number = pipeline::error_number(word))
    return std::vector{Explanation{pipeline::hexadecimal(number->hresult), "error", number->name,
                                   pipeline::explanation_of(*number)}};
  const std::vector<Explanation> all = all_explanations();
  std::vector<Explanation> found;
  std::vector<std::string> ids, beginning;
  for (const Explanation& explanation : all) {
    if (explanation.id == word) found.push_back(explanation);
    if (!ids.empty() && ids.back() == explanation.id) continue;
    ids.emplace_back(explanation.id);
    if (explanation.id.starts_with(word)) beginning.emplace_back(explanation.id);
  }
  if (!found.empty()) return found;
  if (word.empty() || beginning.empty())
    return wrong_usage("\"" + word + "\" is no rule, risk, refusal, status or error" + hint_for(word, ids));
  if (beginning.size() > 1)
    return wrong_usage("\"" + word + "\" can be " + text::alternatives(beginning) + "; type more of it");
  std::ranges::copy_if(all, std::back_inserter(found),
                       [&](const Explanation& explanation) { return explanation.id == beginning.front(); });
  return found;
}

}  // namespace certlift::cli
