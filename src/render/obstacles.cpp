#include "render/obstacles.h"

#include "iis/location.h"
#include "iis/path_map.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

namespace certlift::render {
namespace {

constexpr std::size_t shown_paths = 5;

/// The findings that stand in the way, by the path they are about.
using Obstacles = iis::PathMap<std::vector<const engine::Outcome*>>;

bool is_in_the_way(const engine::Outcome& outcome) {
  return !outcome.applied && (!outcome.gone || outcome.finding->outlasts_element) &&
         outcome.finding->bearing == engine::Bearing::in_the_way;
}

Obstacles obstacles_of(const TargetReport& target) {
  Obstacles obstacles;
  for (const engine::Outcome& outcome : target.outcomes)
    if (is_in_the_way(outcome))
      obstacles[iis::LocationPath(outcome.finding->location).key()].push_back(&outcome);
  return obstacles;
}

/// `lines 19, 20: `; empty if all of it stood in what a fix has taken away.
std::string lines_of(std::vector<const engine::Outcome*> found) {
  std::erase_if(found, [](const engine::Outcome* outcome) { return outcome->gone; });
  std::string text = found.empty() ? "" : found.size() == 1 ? "line " : "lines ";
  for (const engine::Outcome* outcome : found)
    text += (outcome == found.front() ? "" : ", ") + std::to_string(outcome->finding->position.line);
  return found.empty() ? text : text + ": ";
}

/// What may fail at the path and for whom, a line for each rule, by place.
std::string list_obstacles(const Obstacles& obstacles, const iis::LocationPath& path) {
  std::vector<const engine::Outcome*> found;
  for (const auto* at_or_above : obstacles.on_the_way(path.key()))
    found.insert(found.end(), at_or_above->begin(), at_or_above->end());
  std::ranges::sort(found);  // they stand in one array, by place
  std::vector<std::string_view> rules;
  std::map<std::string_view, std::vector<const engine::Outcome*>> by_rule;
  for (const engine::Outcome* outcome : found) {
    if (by_rule[outcome->finding->rule].empty()) rules.push_back(outcome->finding->rule);
    by_rule[outcome->finding->rule].push_back(outcome);
  }
  std::string text;
  for (const std::string_view rule : rules)
    text.append("        ")
        .append(lines_of(by_rule[rule]))
        .append(by_rule[rule].front()->finding->hindrance)
        .append(" [")
        .append(rule)
        .append("]\n");
  return text;
}

}  // namespace

std::string obstacles(const TargetReport& target) {
  const Obstacles found = obstacles_of(target);
  std::string text;
  std::size_t paths = 0;
  for (const engine::Outcome& outcome : target.outcomes) {
    if (!outcome.gives_mappings) continue;
    const iis::LocationPath path(outcome.finding->location);
    const std::string list = list_obstacles(found, path);
    if (list.empty() || ++paths > shown_paths) continue;
    text += "    what may still go wrong for requests at '" + in_one_line(path.text()) + "':\n" + list;
  }
  if (paths > shown_paths) text += "    and at " + counted(paths - shown_paths, "path") + " more\n";
  return text;
}

}  // namespace certlift::render
