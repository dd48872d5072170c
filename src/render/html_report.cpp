#include "render/html_report.h"

#include "render/effect.h"
#include "render/html.h"
#include "render/html_difference.h"
#include "render/html_findings.h"
#include "render/shell_word.h"
#include "render/site_svg.h"
#include "render/summary.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Outcome;
using engine::Severity;

/// Whether a fix of the report is made, or would be.
bool has_fix(const TargetReport& target) {
  return target.illustration && !target.illustration->after.empty();
}

// --- what is wrong, and what to do ---

/// The gravest that is there, or nullptr.
const Outcome* gravest(const TargetReport& target) {
  const Outcome* found = nullptr;
  for (const Outcome& outcome : target.outcomes)
    if (!outcome.gone && (!found || outcome.finding->severity > found->finding->severity)) found = &outcome;
  return found;
}

std::string effect_sentence(const TargetReport& target) {
  if (!target.effect) return {};
  const std::vector<std::string> lines = effect_lines(*target.effect);
  if (lines.empty())
    return html_element("p", "", "No answer to a client changes, as far as can be predicted.");
  std::string text = "Of the predicted answers " + std::to_string(lines.size()) +
                     (lines.size() == 1 ? " changes: " : " change: ") + lines.front();
  if (lines.size() > 1) text += ", and so on";
  return html_element("p", "", html_text(text + ". All others stay the same."));
}

std::string fix_sentence(const TargetReport& target, const Report& report,
                         const engine::Selection& selection) {
  std::set<const engine::Fix*> fixes;
  std::string first;
  for (const Outcome& outcome : target.outcomes)
    if (is_fixable(outcome, selection) && fixes.insert(outcome.finding->fix.get()).second && first.empty())
      first = outcome.finding->fix->title;
  if (first.empty()) return {};
  const std::string more =
      fixes.size() == 1 ? ""
                        : ", and " + counted(fixes.size() - 1, "other fix") + (fixes.size() > 2 ? "es" : "");
  return html_element(
      "p", "", html_text((changes_targets(report.command) ? "Fixed: " : "The fix: ") + first + more + "."));
}

std::string said(const TargetReport& target, const Report& report, const engine::Selection& selection) {
  if (target.error) {
    const std::string text = html_element("p", "", "<b>" + html_text(text_of(*target.error)) + "</b>");
    return html_element("div", "say error", text);
  }
  const Outcome* worst = gravest(target);
  if (!worst) return html_element("div", "say good", html_element("p", "", "<b>Nothing was found.</b>"));
  const Severity severity = worst->finding->severity;
  const std::string place = "Line " + std::to_string(worst->finding->position.line) + ": ";
  std::string text = html_element("p", "", place + "<b>" + html_text(worst->finding->message) + "</b>.");
  text += fix_sentence(target, report, selection) + effect_sentence(target);
  if (!report.fix_command.empty()) text += html_command(report.fix_command);
  if (!report.plan_file.empty()) text += html_command("certlift apply " + shell_word(report.plan_file));
  if (!target.backup.empty())
    text += html_command("certlift undo " + shell_word(target.path) + " " + target.backup);
  return html_element("div", "say " + std::string(name_of(severity)), text);
}

// --- pictures ---

std::string figure(std::string_view caption, const iis::SitePicture& picture) {
  return "<figure><figcaption>" + html_text(caption) + "</figcaption>" + site_svg(picture) + "</figure>\n";
}

/// Those without a picture, folded, and how to get one.
std::string other_sites(const TargetReport& target) {
  const std::vector<std::string>& sites = target.illustration->other_sites;
  if (sites.empty()) return {};
  std::string names;
  for (const std::string& site : sites) names += "<li>" + html_text(site) + "\n";
  return "<details><summary>" + counted(sites.size(), "more site") +
         " with findings, without a picture here</summary><div><p>The page of one of them:</p>" +
         html_command(command_for_site(target, sites.front())) + html_element("ul", "", names) +
         "</div></details>\n";
}

std::string pictures(const TargetReport& target, Command command) {
  const Illustration& shown = *target.illustration;
  std::string html;
  for (std::size_t i = 0; i < shown.before.size(); ++i) {
    html += html_element("h3", "", html_text(shown.before[i].site));
    const bool moves = i < shown.after.size();
    html += html_element("div", "pair",
                         figure(before_word(command), shown.before[i]) +
                             (moves ? figure("After the fix", shown.after[i]) : ""));
  }
  html += other_sites(target);
  if (!html.empty() && shown.silent_sites > 0)
    html += html_element("p", "dim",
                         counted(shown.silent_sites, shown.before.empty() ? "site" : "other site") +
                             ": nothing was found there.");
  return html.empty() ? "" : html_element("h2", "", "The sites") + html;
}

// --- who gets in where ---

std::string matrix_rows(const pipeline::SiteMatrix& site, bool compares) {
  std::string rows;
  for (const pipeline::MatrixPath& path : site.paths)
    for (const pipeline::MatrixCell& cell : path.cells) {
      std::string row = "<td>" + html_text(path.path) + "</td><td>" +
                        html_text(site.clients[cell.client]->name) + "</td><td>" +
                        html_text(answer_of(cell.now)) + "</td>";
      if (compares)
        row += "<td>" + html_text(answer_of(cell.after)) + (cell.is_changed() ? " (changed)" : "") + "</td>";
      rows += html_element("tr", cell.is_changed() ? "changed" : "", row);
    }
  return rows;
}

std::string matrix(const TargetReport& target, Command command) {
  const std::vector<pipeline::SiteMatrix>& sites = target.illustration->matrix;
  const bool compares = has_fix(target);
  std::string rows;
  for (const pipeline::SiteMatrix& site : sites) rows += matrix_rows(site, compares);
  if (rows.empty()) return {};
  const std::string head =
      std::string("<thead><tr><th scope=\"col\">Path</th><th scope=\"col\">Client with</th>") +
      "<th scope=\"col\">" + std::string(before_word(command)) + "</th>" +
      (compares ? "<th scope=\"col\">After the fix</th>" : "") + "</tr></thead>";
  std::string html =
      html_element("h2", "", "Who gets in where") +
      html_element("p", "dim", "Predicted from the configuration; nothing was sent to a server.");
  html +=
      "<div class=\"scroll\" tabindex=\"0\"><table>" + head + "<tbody>" + rows + "</tbody></table></div>\n";
  if (const std::size_t left_out = left_out_of(sites); left_out > 0)
    html +=
        html_element("p", "dim", "and " + counted(left_out, "mapped certificate") + " more, not predicted");
  std::string assumed;
  for (const pipeline::Assumption& assumption : assumptions_of(sites))
    assumed += html_element("li", "",
                            html_text(assumption.what) + " <span class=\"dim\">(" +
                                html_text(assumption.settle_with) + ")</span>");
  return assumed.empty() ? html
                         : html + "<details><summary>What was assumed</summary><div>" +
                               html_element("ul", "", assumed) + "</div></details>\n";
}

std::string facts(const TargetReport& target) {
  const std::string text = facts_of(target);
  return text.empty() ? "" : html_element("p", "dim", html_text(text));
}

std::string title_of(const Report& report) {
  const std::string place =
      report.targets.size() == 1 ? report.targets.front().path : counted(report.targets.size(), "file");
  return "certlift " + std::string(name_of(report.command)) + ": " + place +
         (report.host.empty() ? "" : " on " + report.host);
}

/// Of which a reader needs no help to find one.
constexpr std::size_t few_findings = 5;

std::size_t count_findings(const Report& report) {
  std::size_t count = 0;
  for (const TargetReport& target : report.targets) count += target.outcomes.size();
  return count;
}

}  // namespace

std::string html_report(const Report& report, std::span<const engine::Transform> rules,
                        const engine::Selection& selection) {
  std::string body = "<main>\n" + html_element("h1", "", html_text(title_of(report)));
  body += html_element("p", "dim",
                       html_text("certlift " CERTLIFT_VERSION "; " + summary_line(report, selection)));
  if (count_findings(report) > few_findings) body += html_tools(Folds::some);
  std::size_t number = 0;
  for (const TargetReport& target : report.targets) {
    if (report.targets.size() > 1) body += html_element("h2", "", html_text(target.path));
    body += said(target, report, selection);
    if (target.illustration)
      body += pictures(target, report.command) + matrix(target, report.command) +
              html_difference(*target.illustration, ++number);
    body += html_findings(target, report, selection) + facts(target);
  }
  return html_page(title_of(report), body + html_explanations(report, rules) + "</main>\n");
}

}  // namespace certlift::render
