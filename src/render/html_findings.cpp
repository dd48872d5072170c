#include "render/html_findings.h"

#include "render/html.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Outcome;

class FindingList {
 public:
  FindingList(const Report& report, const engine::Selection& selection)
      : report_(report), selection_(selection) {}

  std::string print(const TargetReport& target) const {
    std::vector<const Outcome*> sorted;
    for (const Outcome& outcome : target.outcomes)
      if (!outcome.gone) sorted.push_back(&outcome);
    if (sorted.empty()) return {};
    std::ranges::stable_sort(sorted, std::ranges::greater(),
                             [](const Outcome* outcome) { return outcome->finding.severity; });
    std::string html = html_element("h2", "", "What was found");
    html += html_element("p", "dim", html_text(counted(sorted.size(), "finding")));
    for (const Outcome* outcome : sorted) html += print(*outcome);
    return html;
  }

 private:
  std::string print(const Outcome& outcome) const {
    const Finding& finding = outcome.finding;
    const std::string severity(name_of(finding.severity));
    std::string html = "<details class=\"finding\"><summary>" + badge(severity, severity) + " line " +
                       std::to_string(finding.position.line) + ": " + html_text(finding.message) +
                       " <span class=\"dim\">" + html_text(finding.rule) + "</span>";
    if (is_fixable(outcome, selection_))
      html +=
          " " + badge("good", outcome.applied && changes_targets(report_.command) ? "fixed" : "can be fixed");
    return html + "</summary><div>" + details(finding) + "</div></details>\n";
  }

  static std::string badge(std::string_view style, std::string_view word) {
    return "<span class=\"badge " + std::string(style) + "\">" + html_text(word) + "</span>";
  }

  std::string details(const Finding& finding) const {
    std::string html;
    if (!finding.location.empty()) html += html_element("p", "", "At " + html_text(finding.location));
    // Not in the summary: a link within what is pressed to unfold is one that screen readers do not reach.
    html += html_element(
        "p", "", "Rule: <a href=\"#" + html_text(finding.rule) + "\">" + html_text(finding.rule) + "</a>");
    if (!finding.remedy.empty()) html += html_command(finding.remedy);
    if (finding.refusal)
      html += html_element(
          "p", "",
          "Refused (" + html_text(finding.refusal->code) + "): " + html_text(finding.refusal->message));
    if (!finding.fix) return html;
    html += html_element("p", "", "Fix: " + html_text(finding.fix->title));
    for (const engine::Risk& risk : finding.fix->risks)
      html += html_element("p", "",
                           html_text((selection_.accepts(risk) ? "accepted " : "needs --accept ") + risk.id +
                                     ": " + risk.message));
    return html;
  }

  const Report& report_;
  const engine::Selection& selection_;
};

}  // namespace

bool is_fixable(const Outcome& outcome, const engine::Selection& selection) {
  return outcome.applied || (outcome.finding.fix && selection.accepts(*outcome.finding.fix));
}

std::string html_findings(const TargetReport& target, const Report& report,
                          const engine::Selection& selection) {
  return FindingList(report, selection).print(target);
}

std::string html_explanations(const Report& report, std::span<const engine::Transform> rules) {
  std::set<std::string_view> found;
  for (const TargetReport& target : report.targets)
    for (const Outcome& outcome : target.outcomes) found.insert(outcome.finding.rule);
  std::string html;
  for (const engine::Transform& rule : rules)
    if (found.contains(rule.id))
      html += "<details id=\"" + html_text(rule.id) + "\"><summary>" + html_text(rule.id) + ": " +
              html_text(rule.title) + "</summary><div>" + html_of_markdown(rule.explain) +
              "</div></details>\n";
  return html.empty() ? "" : html_element("h2", "", "The rules") + html;
}

}  // namespace certlift::render
