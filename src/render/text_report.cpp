#include "render/text_report.h"

#include "render/effect.h"
#include "render/ignored.h"
#include "render/obstacles.h"
#include "render/shell_word.h"
#include "render/shorten.h"
#include "render/source_lines.h"
#include "render/summary.h"
#include "render/wrap.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Fix;
using engine::Outcome;
using engine::Severity;

Colour colour_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Colour::red;
    case Severity::warning:
      return Colour::yellow;
    case Severity::note:
      break;
  }
  return Colour::cyan;
}

/// What is said of a fix that was made, or that would be.
std::string mark_of_made(Command command) {
  return changes_targets(command) ? "fixed" : "planned";
}

// --- one finding ---

/// The findings of one target. A fix that several findings share is printed with the first of them.
class FindingPrinter {
 public:
  FindingPrinter(const Report& report, const engine::Selection& selection, const TextStyle& style)
      : report_(report), selection_(selection), style_(style), colours_(style.colours) {}

  std::string print(const TargetReport& target) {
    std::string text;
    std::map<const Fix*, std::size_t> told;
    std::map<Said, std::vector<std::size_t>> lines = lines_of(target);
    for (const Outcome& outcome : target.outcomes) {
      if (!is_told(outcome)) continue;
      const auto same = lines.find(said_by(*outcome.finding));
      if (same != lines.end() && same->second.empty()) continue;
      if (text.empty()) text = begin(target);
      text += headline(*outcome.finding) + source(*outcome.finding) + remedy(*outcome.finding) +
              details(outcome, told);
      if (same != lines.end()) text += repeated(std::exchange(same->second, {}));
      text += reference(*outcome.finding);
    }
    return text;
  }

 private:
  /// What a finding without a fix says.
  using Said = std::tuple<std::string_view, Severity, std::string_view, std::string_view, std::string_view>;
  static Said said_by(const Finding& finding) {
    return {finding.rule, finding.severity, finding.message, finding.remedy,
            finding.refusal ? std::string_view(finding.refusal->message) : std::string_view()};
  }

  bool is_told(const Outcome& outcome) const {
    return !outcome.gone && (report_.command != Command::diff || !outcome.applied);
  }

  /// Where each of them is said, if once is to be enough.
  std::map<Said, std::vector<std::size_t>> lines_of(const TargetReport& target) const {
    std::map<Said, std::vector<std::size_t>> lines;
    if (style_.repeats == Repeats::each) return lines;
    for (const Outcome& outcome : target.outcomes)
      if (is_told(outcome) && !outcome.finding->fix)
        lines[said_by(*outcome.finding)].push_back(outcome.finding->position.line);
    return lines;
  }

  /// All but the first, which has its headline.
  static std::string repeated(const std::vector<std::size_t>& lines) {
    constexpr std::size_t shown = 5;
    if (lines.size() == 1) return {};
    std::string text = lines.size() == 2 ? "    the same on line " : "    the same on lines ";
    for (std::size_t i = 1; i < std::min(lines.size(), shown + 1); ++i)
      text += (i == 1 ? "" : ", ") + std::to_string(lines[i]);
    if (lines.size() <= shown + 1) return text + "\n";
    return text + " and " + std::to_string(lines.size() - shown - 1) + " more; -v lists all\n";
  }

  /// Its name is short enough for half a line of a terminal; where it had to be shortened, the whole one is
  /// told once. The text is only there for terminals.
  std::string begin(const TargetReport& target) {
    const std::string path = in_one_line(target.path);
    name_ = style_.columns == 0 ? path : shortened_path(path, style_.columns / 2);
    source_.reset();
    if (style_.columns != 0 && target.text) source_.emplace(*target.text);
    return name_ == path ? "" : coloured(path, Colour::bold, colours_) + "\n";
  }

  std::string source(const Finding& finding) {
    if (!source_) return {};
    const SourceLine line = source_->show(finding.offset, style_.columns);
    return line.text + "\n" + line.indent + coloured(line.mark, colour_of(finding.severity), colours_) + "\n";
  }

  std::string headline(const Finding& finding) const {
    const std::string place = name_ + ":" + std::to_string(finding.position.line) + ":" +
                              std::to_string(finding.position.column) + ":";
    const std::string severity = std::string(name_of(finding.severity)) + ":";
    return coloured(place, Colour::bold, colours_) + " " +
           coloured(severity, colour_of(finding.severity), colours_) + " " + in_one_line(finding.message) +
           " [" + std::string(finding.rule) + "]\n";
  }

  /// Each command on a line of its own, so that it can be copied.
  static std::string remedy(const Finding& finding) {
    std::string text;
    for (std::string_view rest = finding.remedy; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      const std::string_view label = text.empty() ? to_do_label : then_label;
      text.append("    ").append(label).append(in_one_line(line)) += '\n';
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return text;
  }

  std::string details(const Outcome& outcome, std::map<const Fix*, std::size_t>& told) const {
    const Finding& finding = *outcome.finding;
    if (finding.refusal)
      return "    refused (" + finding.refusal->code + "): " + in_one_line(finding.refusal->message) + "\n";
    if (!finding.fix) return {};
    const std::string mark = outcome.applied ? mark_of_made(report_.command) : "fix";
    const auto [first, is_new] = told.emplace(finding.fix.get(), finding.position.line);
    if (!is_new) return "    " + mark + ": together with line " + std::to_string(first->second) + "\n";
    std::string text =
        "    " + coloured(mark + ":", Colour::green, colours_) + " " + in_one_line(finding.fix->title) + "\n";
    for (const engine::Risk& risk : finding.fix->risks)
      text += "    " +
              std::string(outcome.applied || selection_.accepts(risk) ? "accepted " : "needs --accept ") +
              risk.id + ": " + in_one_line(risk.message) + "\n";
    return text;
  }

  /// Where to read on, once for each rule.
  std::string reference(const Finding& finding) {
    const bool is_new = style_.summary == Summary::shown && explained_.insert(finding.rule).second;
    return is_new ? "    see certlift explain " + std::string(finding.rule) + "\n" : "";
  }

  const Report& report_;
  const engine::Selection& selection_;
  const TextStyle& style_;
  Colours colours_;
  std::set<std::string_view> explained_;
  std::string name_ = {};  ///< of the target
  std::optional<SourceLines> source_ = {};
};

// --- all of them ---

/// Where something was found that fix leaves, each place once.
std::string left_places(const TargetReport& target) {
  constexpr std::size_t shown = 5;
  std::set<std::string_view> places;
  std::string text;
  for (const Outcome& outcome : target.outcomes) {
    const std::string& location = outcome.finding->location;
    if (!outcome.is_left() || !places.insert(location).second || places.size() > shown) continue;
    text +=
        (text.empty() ? "" : ", ") + (location.empty() ? "the server" : "'" + in_one_line(location) + "'");
  }
  return places.size() > shown ? text + " and " + counted(places.size() - shown, "other") : text;
}

/// What fix did not change, where it leaves something.
std::string unchanged(const TargetReport& target, const Report& report) {
  if (report.command != Command::fix || target.error) return {};
  const std::string left = left_places(target);
  if (left.empty()) return {};
  const std::string path = in_one_line(target.path);
  return target.changed ? path + ": not changed: what was found at " + left + "\n"
                        : path + ": nothing was changed\n";
}

std::string done(const TargetReport& target, const Report& report) {
  const std::string path = in_one_line(target.path);
  if (!target.output.empty()) return path + ": the result is in " + in_one_line(target.output) + "\n";
  if (!target.nothing_to_do.empty())
    return path + ": nothing to do: " + in_one_line(target.nothing_to_do) + "\n";
  if (target.backup.empty()) return {};
  const std::string where = report.backup_dir.empty() ? "" : " --backup-dir " + shell_word(report.backup_dir);
  const std::string arguments = " " + shell_word(target.path) + " " + target.backup + where + "\n";
  return path + ": fixed; the original is kept in " + in_one_line(target.backup_folder) +
         "\n    to undo the change: certlift undo" + arguments +
         "    to put the whole file back: certlift restore" + arguments + obstacles(target);
}

std::string without_sites(const TargetReport& target) {
  if (target.names_sites || target.error) return {};
  return in_one_line(target.path) +
         ": there is no <site> in it; it is an excerpt, or not the file that IIS reads\n";
}

std::string effect(const TargetReport& target, Repeats repeats) {
  if (!target.effect || target.error) return {};
  const Answers answers = repeats == Repeats::each ? Answers::all : Answers::few;
  return in_one_line(target.path) + ": " + effect_text(*target.effect, answers);
}

std::string where_the_plan_is(const Report& report) {
  if (report.plan_file.empty()) return {};
  const bool has_work = std::ranges::any_of(report.targets, &TargetReport::changed);
  return report.plan_file + ": the plan " + report.plan_id +
         (has_work ? "\n    to make the change: certlift apply " + shell_word(report.plan_file) + "\n"
                   : "; it has nothing to do\n");
}

}  // namespace

std::string text_report(const Report& report, const engine::Selection& selection, const TextStyle& style) {
  std::string text;
  FindingPrinter printer(report, selection, style);
  for (const TargetReport& target : report.targets) {
    text += printer.print(target);
    if (style.repeats == Repeats::each) text += ignored_text(target);
    if (style.summary == Summary::shown)
      text += without_sites(target) + done(target, report) + unchanged(target, report) +
              effect(target, style.repeats);
  }
  if (style.summary == Summary::shown) text += where_the_plan_is(report) + summary(report, selection);
  return text;
}

}  // namespace certlift::render
