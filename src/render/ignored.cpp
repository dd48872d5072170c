#include "render/ignored.h"

namespace certlift::render {

std::string ignored_text(const TargetReport& target) {
  std::string text;
  for (const engine::Outcome& outcome : target.ignored) {
    const engine::Finding& finding = *outcome.finding;
    text += in_one_line(target.path) + ":" + std::to_string(finding.position.line) + ":" +
            std::to_string(finding.position.column) + ": ignored: " + in_one_line(finding.message) + " [" +
            std::string(finding.rule) + "]\n";
    if (finding.ignored) text += "    " + in_one_line(why_ignored(*finding.ignored)) + "\n";
  }
  return text;
}

std::string why_ignored(const engine::Ignored& ignored) {
  if (ignored.by == engine::Ignored::By::baseline) return "known to the baseline";
  const std::string where = "ignored by the comment on line " + std::to_string(ignored.position.line);
  return ignored.reason.empty() ? where + ", which gives no reason" : where + ": " + ignored.reason;
}

}  // namespace certlift::render
