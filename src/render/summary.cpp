#include "render/summary.h"

#include "render/shell_word.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Outcome;
using engine::Severity;

/// `a, b, c`, of those that are not empty.
std::string listed(std::initializer_list<std::string> parts) {
  std::string list;
  for (const std::string& part : parts)
    if (!part.empty()) list += (list.empty() ? "" : ", ") + part;
  return list;
}

struct Counts {
  std::size_t errors = 0, warnings = 0, notes = 0;
  std::size_t fixed = 0;     ///< or would be
  std::size_t fixable = 0;   ///< with nothing but `fix`
  std::size_t wanting = 0;   ///< consent
  std::size_t deciding = 0;  ///< a person has to
  std::size_t failed = 0;    ///< targets
  std::size_t ignored = 0;

  std::size_t left() const { return fixable + wanting + deciding; }
};

void count(const Outcome& outcome, const engine::Selection& selection, Counts& counts) {
  const Finding& finding = *outcome.finding;
  ++(finding.severity == Severity::error     ? counts.errors
     : finding.severity == Severity::warning ? counts.warnings
                                             : counts.notes);
  if (outcome.applied)
    ++counts.fixed;
  else if (!outcome.is_left())
    return;
  else if (!finding.fix)
    ++counts.deciding;
  else
    ++(selection.accepts(*finding.fix) ? counts.fixable : counts.wanting);
}

Counts count(const Report& report, const engine::Selection& selection) {
  Counts counts;
  for (const TargetReport& target : report.targets) {
    counts.failed += target.error ? 1 : 0;
    counts.ignored += target.ignored.size();
    for (const Outcome& outcome : target.outcomes)
      if (!outcome.gone) count(outcome, selection, counts);
  }
  return counts;
}

std::string if_any(std::size_t count, const std::string& text) {
  return count == 0 ? "" : std::to_string(count) + " " + text;
}

std::string found(const Counts& counts) {
  const auto number = [](std::size_t count, std::string_view noun) {
    return count == 0 ? std::string() : counted(count, noun);
  };
  const std::string list = listed(
      {number(counts.errors, "error"), number(counts.warnings, "warning"), number(counts.notes, "note")});
  return list.empty() ? "nothing found" : list;
}

std::string to_do(const Counts& counts, Command command) {
  const std::string fixable = command == Command::check ? "can be fixed" : "can be fixed in another run";
  return listed(
      {if_any(counts.fixable, fixable),
       if_any(counts.wanting, counts.wanting == 1 ? "needs consent (--accept)" : "need consent (--accept)"),
       if_any(counts.deciding, counts.deciding == 1 ? "requires your decision" : "require your decision")});
}

/// The first of the gravest that are left.
std::string first_to_look_at(const Report& report) {
  const TargetReport* where = nullptr;
  const Finding* first = nullptr;
  for (const TargetReport& target : report.targets)
    for (const Outcome& outcome : target.outcomes)
      if (outcome.is_left() && !outcome.gone && (!first || outcome.finding->severity > first->severity)) {
        where = &target;
        first = outcome.finding.get();
      }
  if (!first) return {};
  return "    to look at first: " + in_one_line(where->path) + ":" + std::to_string(first->position.line) +
         " [" + std::string(first->rule) + "]\n";
}

constexpr std::size_t few = 3;  ///< findings, of which the first is easily found

}  // namespace

std::string summary_line(const Report& report, const engine::Selection& selection) {
  const Counts counts = count(report, selection);
  const auto is_silent = [](const TargetReport& target) {
    return target.error || !target.nothing_to_do.empty();
  };
  if (std::ranges::all_of(report.targets, is_silent)) return {};
  std::string text = found(counts);
  if (report.targets.size() > 1) text += " in " + counted(report.targets.size(), "file");
  const std::string fixed =
      if_any(counts.fixed, changes_targets(report.command) ? "fixed" : "would be fixed");
  const std::string rest = listed({fixed, to_do(counts, report.command)});
  if (!rest.empty()) text += ": " + rest;
  if (counts.ignored != 0) text += "; " + std::to_string(counts.ignored) + " ignored";
  if (counts.failed != 0) text += "; " + counted(counts.failed, "file") + " could not be processed";
  return text + "\n";
}

std::string summary(const Report& report, const engine::Selection& selection) {
  const Counts counts = count(report, selection);
  std::string text = summary_line(report, selection);
  if (text.empty()) return text;
  if (counts.fixable != 0 && !report.fix_command.empty())
    text += "    to make " + std::string(counts.fixable == 1 ? "the fix" : "the fixes") + ": " +
            report.fix_command + "\n";
  else if (counts.left() > few)
    text += first_to_look_at(report);
  return text;
}

std::string command_for_site(const TargetReport& target, const std::string& site) {
  return "certlift check --format html --site " + shell_word(site) + " " + shell_word(target.path);
}

}  // namespace certlift::render
