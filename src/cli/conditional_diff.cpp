#include "cli/conditional_diff.h"

#include "cli/fix_command.h"
#include "cli/shown_difference.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::cli {
namespace {

constexpr std::size_t most_parts = 4;   ///< each takes a run of all fixes
constexpr std::size_t shown_risks = 5;  ///< of one part; the report lists all

/// Fixes that want the same consent.
struct Part {
  std::vector<std::string> risks;     ///< sorted ids that are not accepted yet
  std::vector<std::string> warnings;  ///< `widens-access: ...`
};

void unite(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
  std::ranges::sort(all);
  const auto rest = std::ranges::unique(all);
  all.erase(rest.begin(), rest.end());
}

Part part_of(const engine::Fix& fix, const engine::Selection& selection) {
  Part part;
  for (const engine::Risk& risk : fix.risks) {
    if (selection.accepts(risk)) continue;
    unite(part.risks, {risk.id});
    part.warnings.push_back(risk.id + ": " + render::in_one_line(risk.message));
  }
  return part;
}

/// By consent, in the order of the file. If there are too many kinds, all as one.
std::vector<Part> parts_of(const render::TargetReport& report, const engine::Selection& selection) {
  std::vector<Part> parts;
  std::set<const engine::Fix*> seen;
  std::map<std::vector<std::string>, std::size_t> known;
  for (const engine::Outcome& outcome : report.outcomes) {
    const engine::Fix* fix = outcome.finding.fix.get();
    if (fix == nullptr || outcome.applied || !seen.insert(fix).second) continue;
    Part part = part_of(*fix, selection);
    if (part.risks.empty()) continue;
    const auto [same, is_new] = known.emplace(part.risks, parts.size());
    if (is_new) parts.push_back({part.risks, {}});
    std::ranges::move(part.warnings, std::back_inserter(parts[same->second].warnings));
  }
  if (parts.size() <= most_parts) return parts;
  Part all;
  for (Part& part : parts) {
    unite(all.risks, part.risks);
    std::ranges::move(part.warnings, std::back_inserter(all.warnings));
  }
  return {std::move(all)};
}

/// Each line as a comment; those that are one stay as they are.
std::string commented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    result.append(text.starts_with('#') ? "" : "# ").append(text.substr(0, end));
    text.remove_prefix(end);
  }
  return result;
}

std::string difference(const Invocation& invocation, const Work& without, const Work& with,
                       const std::string& path) {
  return shown_difference(
      invocation, path, without.before.encoding, {without.new_bytes, without.repair.text},
      {with.new_bytes, with.repair.text},
      text::diff_lines(text::split_lines(without.repair.text), text::split_lines(with.repair.text)));
}

std::string text_of(const Part& part, const std::string& diff, const std::string& command) {
  std::string text = "#\n";
  for (std::size_t i = 0; i < std::min(part.warnings.size(), shown_risks); ++i)
    text += "# Needs --accept " + part.warnings[i] + "\n";
  if (part.warnings.size() > shown_risks)
    text += "# and " + render::counted(part.warnings.size() - shown_risks, "risk") + " more of these kinds\n";
  return text + "# Only with this consent would fix also make the following change:\n" + commented(diff) +
         "# To make it: " + command + "\n";
}

}  // namespace

Result<std::string> conditional_diff(const Invocation& invocation, const Target& target, const Work& work,
                                     const render::TargetReport& report) {
  const std::string name = target.standard_input ? "-" : target.path;
  std::string text;
  for (const Part& part : parts_of(report, invocation.options.selection)) {
    Options options = invocation.options;
    options.selection.accept.insert(options.selection.accept.end(), part.risks.begin(), part.risks.end());
    const Invocation consenting{options, invocation.world, invocation.log, invocation.deeds, invocation.schema};
    const auto with = work_on(consenting, work.bytes, target.path);
    if (!with) return std::unexpected(with.error());
    const std::string diff = difference(invocation, work, *with, target.path);
    if (!diff.empty()) text += text_of(part, diff, fix_command(invocation, {name}, part.risks));
  }
  return text;
}

}  // namespace certlift::cli
