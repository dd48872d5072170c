#include "render/html_findings.h"

#include "render/html.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Outcome;
using engine::Severity;

class FindingList {
 public:
  FindingList(const Report& report, const engine::Selection& selection)
      : report_(report), selection_(selection) {}

  std::string print(const TargetReport& target) const {
    Group sorted;
    for (const Outcome& outcome : target.outcomes)
      if (!outcome.gone) sorted.push_back(&outcome);
    if (sorted.empty()) return {};
    std::ranges::stable_sort(sorted, std::ranges::greater(),
                             [](const Outcome* outcome) { return outcome->finding->severity; });
    std::string html = html_element("h2", "", "What was found");
    html += html_element("p", "dim", html_text(counted(sorted.size(), "finding")));
    if (sorted.size() <= most_ungrouped) {
      for (const Outcome* outcome : sorted) html += print(*outcome);
      return html;
    }
    for (const Group& group : grouped(sorted)) html += print(group);
    return html;
  }

 private:
  using Group = std::vector<const Outcome*>;

  /// Findings that a reader can look through one by one.
  static constexpr std::size_t most_ungrouped = 25;
  /// Findings of a group that can be unfolded, each with all that there is to say. Of more than some thousand
  /// a page would be slow to open.
  static constexpr std::size_t most_unfolding = 25;

  /// Those of one severity and rule together; groups as their first findings come.
  static std::vector<Group> grouped(const Group& sorted) {
    std::vector<Group> groups;
    std::map<std::pair<Severity, std::string_view>, std::size_t> known;
    for (const Outcome* outcome : sorted) {
      const Finding& finding = *outcome->finding;
      const auto [place, is_new] = known.emplace(std::pair(finding.severity, finding.rule), groups.size());
      if (is_new) groups.emplace_back();
      groups[place->second].push_back(outcome);
    }
    return groups;
  }

  std::string print(const Group& group) const {
    if (group.size() == 1) return print(*group.front());
    const Finding& first = *group.front()->finding;
    const std::string severity(name_of(first.severity));
    std::string html = "<details class=\"group\"><summary>" + badge(severity, severity) + " " +
                       counted(group.size(), "finding") + " of " + html_text(first.rule) +
                       ", the first in line " + std::to_string(first.position.line) + "</summary><div>";
    const std::size_t unfolding = std::min(group.size(), most_unfolding);
    for (const Outcome* outcome : std::span(group).first(unfolding)) html += print(*outcome);
    if (unfolding == group.size()) return html + "</div></details>\n";
    html += rule_of(first) + "<ul class=\"lines\">";
    for (const Outcome* outcome : std::span(group).subspan(unfolding))
      html += "<li class=\"finding\">line " + std::to_string(outcome->finding->position.line) + ": " +
              html_text(full_message(*outcome->finding, selection_)) + "\n";
    return html + "</ul></div></details>\n";
  }

  std::string print(const Outcome& outcome) const {
    const Finding& finding = *outcome.finding;
    const std::string severity(name_of(finding.severity));
    std::string html = "<details class=\"finding\"><summary>" + badge(severity, severity) + " line " +
                       std::to_string(finding.position.line) + ": " + html_text(finding.message) +
                       " <span class=\"dim\">" + html_text(finding.rule) + "</span>";
    if (is_fixable(outcome, selection_))
      html +=
          " " + badge("good", outcome.applied && changes_targets(report_.command) ? "fixed" : "can be fixed");
    return html + "</summary><div>" + details(finding) + "</div></details>\n";
  }

  /// Not in a summary: a link within what is pressed to unfold is one that screen readers do not reach.
  static std::string rule_of(const Finding& finding) {
    const std::string rule = html_text(finding.rule);
    return html_element("p", "", "Rule: <a href=\"#" + rule + "\">" + rule + "</a>");
  }

  static std::string badge(std::string_view style, std::string_view word) {
    return "<span class=\"badge " + std::string(style) + "\">" + html_text(word) + "</span>";
  }

  std::string details(const Finding& finding) const {
    std::string html;
    if (!finding.location.empty()) html += html_element("p", "", "At " + html_text(finding.location));
    html += rule_of(finding);
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
  return outcome.applied || (outcome.finding->fix && selection.accepts(*outcome.finding->fix));
}

std::string html_findings(const TargetReport& target, const Report& report,
                          const engine::Selection& selection) {
  return FindingList(report, selection).print(target);
}

std::string html_explanations(const Report& report, std::span<const engine::Transform> rules) {
  std::set<std::string_view> found;
  for (const TargetReport& target : report.targets)
    for (const Outcome& outcome : target.outcomes) found.insert(outcome.finding->rule);
  std::string html;
  for (const engine::Transform& rule : rules)
    if (found.contains(rule.id))
      html += "<details id=\"" + html_text(rule.id) + "\"><summary>" + html_text(rule.id) + ": " +
              html_text(rule.title) + "</summary><div>" + html_of_markdown(rule.explain) +
              "</div></details>\n";
  return html.empty() ? "" : html_element("h2", "", "The rules") + html;
}

}  // namespace certlift::render
