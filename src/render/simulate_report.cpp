#include "render/simulate_report.h"

#include "pipeline/status.h"
#include "render/effect.h"
#include "render/mask.h"
#include "render/report.h"

#include <algorithm>
#include <utility>

namespace certlift::render {
namespace {

using pipeline::Grade;
using pipeline::Prediction;
using pipeline::Stage;

constexpr std::size_t stage_width = 14;

std::string filled(std::string text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

class SimulatePrinter {
 public:
  SimulatePrinter(const SimulateReport& report, Colours colours, Detail detail)
      : report_(report), colours_(colours), detail_(detail) {}

  std::string print() {
    text_ = in_one_line(report_.file) + ": predicted from this file " +
            (report_.reads_web_configs ? "and the web.config files that were found" : "alone") +
            ", and from what is assumed below; nothing was sent to a server\n";
    for (const SimulatedRequest& request : report_.requests) add(request);
    return std::move(text_);
  }

 private:
  void add(const SimulatedRequest& request) {
    text_ += "\n" + coloured(request.method + " " + in_one_line(request.url), Colour::bold, colours_) +
             (request.certificate ? " with the certificate of " + in_one_line(request.certificate->subject)
                                  : " without a certificate") +
             "\n";
    add_answer("now", request.now);
    for (const Stage& stage : request.now.stages) add(stage);
    if (request.is_changed()) {
      add_answer("after certlift fix", request.after);
      for (const Stage& stage : request.after.stages)
        if (detail_ == Detail::everything || !is_said(stage, request.now)) add(stage);
    } else {
      text_ += "\nafter certlift fix: " +
               std::string(report_.fix_changes_file ? "the same\n" : "the same, for fix changes nothing\n");
    }
    add_assumptions(request);
  }

  void add_answer(const std::string& when, const Prediction& prediction) {
    text_ += "\n" + when + ": ";
    if (prediction.outcomes.size() == 1) {
      text_ += coloured(long_answer(prediction.outcomes.front()), Colour::bold, colours_) + " (" +
               std::string(words_of(prediction.grade)) + ")\n";
      return;
    }
    text_ += "not certain, one of these\n";
    for (const pipeline::Outcome& outcome : prediction.outcomes)
      text_ += "  - " + coloured(long_answer(outcome), Colour::bold, colours_) +
               (outcome.condition.empty() ? "" : ", " + in_one_line(outcome.condition)) + "\n";
  }

  /// What a trace would say concerns nobody who has none.
  void add(const Stage& stage) {
    if (stage.unknown == pipeline::Unknown::auth_type && detail_ == Detail::story) return;
    text_ += "  " + filled(std::string(pipeline::name_of(stage.stage)), stage_width);
    if (!stage.module.empty()) text_ += stage.module + ": ";
    text_ += in_one_line(stage.what);
    if (stage.grade == Grade::not_certain && !stage.what.contains("not known")) text_ += " (not certain)";
    if (stage.place.line != 0)
      text_ += "  " + in_one_line(stage.place.file) + ":" + std::to_string(stage.place.line);
    text_ += "\n";
  }

  static bool is_said(const Stage& stage, const Prediction& before) {
    return std::ranges::any_of(before.stages, [&](const Stage& other) {
      return other.stage == stage.stage && other.module == stage.module && other.what == stage.what;
    });
  }

  void add_assumptions(const SimulatedRequest& request) {
    std::vector<pipeline::Assumption> all = request.now.assumptions;
    for (const pipeline::Assumption& assumption : request.after.assumptions)
      if (std::ranges::find(all, assumption) == all.end()) all.push_back(assumption);
    if (all.empty()) return;
    text_ += "\nassumed, and how to find out:\n";
    for (const pipeline::Assumption& assumption : all)
      text_ += "  - " + assumption.what + " (" + assumption.settle_with + ")\n";
  }

  const SimulateReport& report_;
  Colours colours_;
  Detail detail_;
  std::string text_;
};

void mask(Prediction& prediction, Mask& with) {
  for (Stage& stage : prediction.stages) stage.what = with.hide(stage.what);
}

}  // namespace

std::string long_answer(const pipeline::Outcome& outcome) {
  const std::string user = outcome.user.value_or("");
  if (outcome.status == pipeline::passed)
    return user.empty() ? "gets in as the anonymous user" : "gets in as " + in_one_line(user);
  const auto known =
      std::ranges::find(pipeline::statuses(), std::string_view(outcome.status), &pipeline::Status::code);
  return outcome.status + (known == pipeline::statuses().end() ? "" : ": " + std::string(known->title));
}

std::string_view words_of(Grade grade) {
  switch (grade) {
    case Grade::certain:
      return "certain";
    case Grade::assumed:
      return "if the assumptions hold";
    default:
      return "not certain";
  }
}

SimulateReport masked(SimulateReport report) {
  Mask with;
  for (SimulatedRequest& request : report.requests) {
    mask(request.now, with);
    mask(request.after, with);
  }
  report.matrix = masked(std::move(report.matrix));
  return report;
}

std::string simulate_text(const SimulateReport& report, Colours colours, Detail detail) {
  return SimulatePrinter(report, colours, detail).print();
}

}  // namespace certlift::render
