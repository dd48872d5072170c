#include "render/markdown_report.h"

#include "render/effect.h"
#include "render/markdown.h"
#include "render/shell_word.h"
#include "render/site_svg.h"
#include "render/summary.h"
#include "render/unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace certlift::render {
namespace {

std::string sites_of(const TargetReport& target, Command command) {
  const Illustration& shown = *target.illustration;
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
  if (!shown.other_sites.empty())
    text += counted(shown.other_sites.size(), "more site") + " with findings; the page of one of them:\n\n" +
            code_block("", command_for_site(target, shown.other_sites.front()));
  if (!text.empty() && shown.silent_sites > 0)
    text += counted(shown.silent_sites, shown.before.empty() ? "site" : "other site") +
            ": nothing was found there.\n\n";
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

/// Hunks and findings that a ticket can take: GitLab and GitHub cut longer texts.
constexpr std::size_t most_hunks = 60;
constexpr std::size_t most_findings = 500;

std::string difference(const TargetReport& target) {
  const Illustration& shown = *target.illustration;
  const std::span<const Hunk> hunks = shown.difference.hunks;
  if (hunks.empty()) return {};
  std::string text = "## The difference\n\n";
  if (shown.has_secrets) text += "**This text shows passwords and keys: --show-secrets was given.**\n\n";
  for (const std::string& notice : shown.difference.notices) text += markdown_text(notice) + "\n\n";
  for (std::size_t i = 0; i < std::min(hunks.size(), most_hunks); ++i) {
    if (i < shown.reasons.size())
      for (const HunkReason& reason : shown.reasons[i])
        text += "**" + markdown_text(reason.title) + "**, because " + markdown_text(because_of(reason)) +
                " (" + markdown_text(reason.rule) + ")\n\n";
    text += code_block("diff", unified_hunks(hunks.subspan(i, 1)));
  }
  if (hunks.size() > most_hunks)
    text += "And " + counted(hunks.size() - most_hunks, "more change") + "; this shows all:\n\n" +
            code_block("", "certlift diff " + shell_word(target.path));
  return text;
}

std::string findings(const TargetReport& target, const Report& report, const engine::Selection& selection) {
  std::string text;
  std::size_t count = 0;
  for (const engine::Outcome& outcome : target.outcomes) {
    if (outcome.gone || ++count > most_findings) continue;
    const engine::Finding& finding = *outcome.finding;
    text += "- **" + std::string(name_of(finding.severity)) + "**, line " +
            std::to_string(finding.position.line) + ": " + markdown_text(full_message(finding, selection)) +
            " (" + markdown_text(finding.rule) + ")";
    if (outcome.applied) text += changes_targets(report.command) ? ": fixed" : ": would be fixed";
    text += "\n";
  }
  if (text.empty()) return "Nothing was found.\n\n";
  text = "## What was found\n\n" + text + "\n";
  if (count <= most_findings) return text;
  return text + "And " + counted(count - most_findings, "more finding") + "; this shows all:\n\n" +
         code_block("", "certlift check " + shell_word(target.path));
}

}  // namespace

std::string markdown_report(const Report& report, const engine::Selection& selection) {
  std::string text = std::string(markdown_mark) + "# certlift " + std::string(name_of(report.command)) +
                     (report.host.empty() ? "" : " on " + markdown_text(report.host)) + "\n\n" +
                     markdown_text(summary_line(report, selection)) + "\n\n";
  for (const TargetReport& target : report.targets) {
    text += "File: " + markdown_text(target.path) + "\n\n";
    if (target.error) text += "**" + markdown_text(text_of(*target.error)) + "**\n\n";
    if (!report.fix_command.empty() && !target.outcomes.empty()) text += code_block("", report.fix_command);
    if (!report.plan_file.empty()) text += code_block("", "certlift apply " + shell_word(report.plan_file));
    if (target.illustration) {
      text += sites_of(target, report.command) + matrix(*target.illustration, report.command);
      text += difference(target);
    }
    if (!target.error) text += findings(target, report, selection);
    if (const std::string facts = facts_of(target); !facts.empty()) text += markdown_text(facts) + "\n\n";
  }
  return text + "certlift " CERTLIFT_VERSION "\n";
}

}  // namespace certlift::render
