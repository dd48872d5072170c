#include "cli/conditional_diff.h"

#include "cli/fix_command.h"
#include "cli/shown_difference.h"
#include "library/effect.h"
#include "render/effect.h"
#include "render/wrap.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::cli {
namespace {

constexpr std::size_t most_parts = 4;  ///< each takes a run of all fixes

/// What one risk says: of many places the first.
struct Warning {
  std::string first;
  std::size_t count = 0;
};

/// Fixes that want the same consent: by the ids of the risks that are not accepted yet.
using ConsentPart = std::map<std::string, Warning>;

void add(ConsentPart& part, const std::string& id, const Warning& warning) {
  Warning& known = part[id];
  if (known.count == 0) known.first = warning.first;
  known.count += warning.count;
}

ConsentPart part_of(const engine::Fix& fix, const engine::Selection& selection) {
  ConsentPart part;
  for (const engine::Risk& risk : fix.risks)
    if (!selection.accepts(risk)) add(part, risk.id, {render::in_one_line(risk.message), 1});
  return part;
}

std::vector<std::string> ids_of(const ConsentPart& part) {
  std::vector<std::string> ids;
  for (const auto& [id, warning] : part) ids.push_back(id);
  return ids;
}

void unite(ConsentPart& all, const ConsentPart& more) {
  for (const auto& [id, warning] : more) add(all, id, warning);
}

/// By consent, in the order of the file. If there are too many kinds, all as one.
std::vector<ConsentPart> parts_of(const render::TargetReport& report, const engine::Selection& selection) {
  std::vector<ConsentPart> parts;
  std::set<const engine::Fix*> seen;
  std::map<std::vector<std::string>, std::size_t> known;
  for (const engine::Outcome& outcome : report.outcomes) {
    const engine::Fix* fix = outcome.finding->fix.get();
    if (fix == nullptr || outcome.applied || !seen.insert(fix).second) continue;
    const ConsentPart part = part_of(*fix, selection);
    if (part.empty()) continue;
    const auto [same, is_new] = known.emplace(ids_of(part), parts.size());
    if (is_new) parts.emplace_back();
    unite(parts[same->second], part);
  }
  if (parts.size() <= most_parts) return parts;
  ConsentPart all;
  for (const ConsentPart& part : parts) unite(all, part);
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

/// The way from what fix makes without the consent to what it makes with it, if it is one repair.
std::optional<engine::Repair> step_between(const engine::Search& consenting, const engine::Repair& without,
                                           const engine::Repair& with) {
  if (without.rounds == 0) return with;
  auto step = engine::fix(without.after, consenting);
  if (step && step->after->text() == with.after->text()) return *std::move(step);
  return std::nullopt;
}

std::string difference_of(const Invocation& invocation, const engine::Search& consenting,
                          const engine::Repair& without, const engine::Repair& with) {
  const auto step = step_between(consenting, without, with);
  return step ? shown_difference(invocation, *step)
              : shown_difference(invocation, *without.after, *with.after);
}

/// `effect`: what the change means for clients.
std::string text_of(const ConsentPart& part, const std::string& diff, const std::string& effect,
                    const std::string& command, std::size_t columns) {
  std::string text = "#\n";
  for (const auto& [id, warning] : part)
    text += "# Needs --accept " + id + ": " + warning.first +
            (warning.count == 1 ? "" : " (and " + std::to_string(warning.count - 1) + " more)") + "\n";
  text += "# Only with this consent would fix also make the following change:\n";
  return render::wrapped_comments(text, columns) + commented(diff) +
         render::wrapped_comments("# Its effect: " + commented(effect).substr(2), columns) +
         render::wrapped_comments("# To make it: " + command + "\n", columns);
}

render::Answers answers_of(const Invocation& invocation) {
  return invocation.options.verbosity == Verbosity::verbose ? render::Answers::all : render::Answers::few;
}

}  // namespace

Result<std::string> conditional_diff(const Invocation& invocation, const Target& target,
                                     const engine::Repair& repair, const render::TargetReport& report) {
  const std::string name = target.standard_input ? "-" : target.path;
  std::string text;
  for (const ConsentPart& part : parts_of(report, invocation.options.selection)) {
    engine::Search consenting = search_of(invocation);
    const std::vector<std::string> risks = ids_of(part);
    consenting.selection.accept.insert(consenting.selection.accept.end(), risks.begin(), risks.end());
    const auto with = engine::fix(repair.before, consenting);
    if (!with) return std::unexpected(with.error());
    const std::string diff = difference_of(invocation, consenting, repair, *with);
    if (diff.empty()) continue;
    const auto effect = library::effect_between(*repair.after, *with->after, with->outcomes);
    text += text_of(part, diff, render::effect_text(effect, answers_of(invocation)),
                    fix_command(invocation, {name}, risks), invocation.world.out_columns);
  }
  return text;
}

}  // namespace certlift::cli
