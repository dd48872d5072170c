#include "render/markdown_report.h"

#include "render/effect.h"
#include "render/site_svg.h"
#include "render/summary.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace certlift::render {
namespace {

/// The text as it stands, whatever Markdown or HTML its characters would be.
std::string markdown_text(std::string_view text) {
  std::string markdown;
  for (const char c : in_one_line(text.substr(0, text.find_last_not_of('\n') + 1))) {
    if (std::string_view("\\`*_{}[]<>#|~&!").contains(c)) markdown += '\\';
    markdown += c;
  }
  return markdown;
}

/// A block of lines as they stand, between fences that are longer than any in it.
std::string code_block(std::string_view language, std::string_view content) {
  std::size_t longest = 2, run = 0;
  for (const char c : content) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + std::string(content) + (content.ends_with('\n') ? "" : "\n") +
         fence + "\n\n";
}

std::string pictures(const Illustration& shown, Command command) {
  std::string text;
  for (std::size_t i = 0; i < shown.before.size(); ++i) {
    text += "### " + markdown_text(shown.before[i].site) + "\n\n";
    for (const auto* pictures : {&shown.before, &shown.after}) {
      if (i >= pictures->size()) continue;
      if (!shown.after.empty())
        text +=
            pictures == &shown.before ? std::string(before_word(command)) + ":\n\n" : "After the fix:\n\n";
      for (const iis::PicturedPath& path : (*pictures)[i].paths)
        text += std::string(2 * path.depth, ' ') + "- " + markdown_text(path_words(path)) + "\n";
      text += "\n";
    }
  }
  if (!text.empty() && shown.other_sites > 0)
    text += "And " + counted(shown.other_sites, "other site") + ", with nothing as grave.\n\n";
  return text.empty() ? "" : "## The sites\n\n" + text;
}

std::string matrix(const Illustration& shown, Command command) {
  const bool compares = !shown.after.empty();
  std::string rows;
  for (const pipeline::SiteMatrix& site : shown.matrix)
    for (const pipeline::MatrixPath& path : site.paths)
      for (const pipeline::MatrixCell& cell : path.cells) {
        rows += "| " + markdown_text(path.path) + " | " + markdown_text(site.clients[cell.client]->name) +
                " | " + markdown_text(answer_of(cell.now)) + " |";
        if (compares) {
          const std::string after = markdown_text(answer_of(cell.after));
          rows += " " + (cell.is_changed() ? "**" + after + "**" : after) + " |";
        }
        rows += "\n";
      }
  if (rows.empty()) return {};
  std::string text =
      "## Who gets in where\n\nPredicted from the configuration; nothing was sent to a server.\n\n";
  text += compares ? "| Path | Client with | " + std::string(before_word(command)) +
                         " | After the fix |\n|---|---|---|---|\n"
                   : "| Path | Client with | Answer |\n|---|---|---|\n";
  text += rows + "\n";
  if (const std::size_t left_out = left_out_of(shown.matrix); left_out > 0)
    text += "And " + counted(left_out, "mapped certificate") + " more, not predicted.\n\n";
  const std::vector<pipeline::Assumption> assumptions = assumptions_of(shown.matrix);
  if (!assumptions.empty()) text += "Assumed:\n\n";
  for (const pipeline::Assumption& assumption : assumptions)
    text += "- " + markdown_text(assumption.what) + " (" + markdown_text(assumption.settle_with) + ")\n";
  return text + (assumptions.empty() ? "" : "\n");
}

std::string findings(const TargetReport& target, const Report& report, const engine::Selection& selection) {
  std::string text;
  for (const engine::Outcome& outcome : target.outcomes) {
    if (outcome.gone) continue;
    const engine::Finding& finding = outcome.finding;
    text += "- **" + std::string(name_of(finding.severity)) + "**, line " +
            std::to_string(finding.position.line) + ": " + markdown_text(full_message(finding, selection)) +
            " (" + markdown_text(finding.rule) + ")";
    if (outcome.applied) text += changes_targets(report.command) ? ": fixed" : ": would be fixed";
    text += "\n";
  }
  return text.empty() ? "Nothing was found.\n\n" : "## What was found\n\n" + text + "\n";
}

}  // namespace

std::string markdown_report(const Report& report, const engine::Selection& selection) {
  std::string text = "# certlift " + std::string(name_of(report.command)) +
                     (report.host.empty() ? "" : " on " + markdown_text(report.host)) + "\n\n" +
                     markdown_text(summary_line(report, selection)) + "\n\n";
  for (const TargetReport& target : report.targets) {
    text += "File: " + markdown_text(target.path) + "\n\n";
    if (target.error) text += "**" + markdown_text(text_of(*target.error)) + "**\n\n";
    if (!report.fix_command.empty() && !target.outcomes.empty()) text += code_block("", report.fix_command);
    if (target.illustration) {
      text += pictures(*target.illustration, report.command) + matrix(*target.illustration, report.command);
      if (!target.illustration->diff.empty())
        text += "## The difference\n\n" + code_block("diff", target.illustration->diff);
    }
    if (!target.error) text += findings(target, report, selection);
  }
  return text + "certlift " CERTLIFT_VERSION "\n";
}

}  // namespace certlift::render
