#include "render/obstacles.h"

#include "iis/location.h"
#include "iis/path_map.h"

#include <algorithm>
#include <vector>

namespace certlift::render {
namespace {

constexpr std::size_t shown_paths = 5;

/// The findings that stand in the way, by the path they are about.
using Obstacles = iis::PathMap<std::vector<const engine::Finding*>>;

Obstacles obstacles_of(const TargetReport& target) {
  Obstacles obstacles;
  for (const engine::Outcome& outcome : target.outcomes)
    if (!outcome.applied && outcome.finding.bearing == engine::Bearing::in_the_way)
      obstacles[iis::LocationPath(outcome.finding.location).key()].push_back(&outcome.finding);
  return obstacles;
}

/// `line 38 (late-certificate-request), line 83 (small-upload-read-ahead)`, by place.
std::string list_obstacles(const Obstacles& obstacles, const iis::LocationPath& path) {
  std::vector<const engine::Finding*> findings;
  for (const auto* at_or_above : obstacles.on_the_way(path.key()))
    findings.insert(findings.end(), at_or_above->begin(), at_or_above->end());
  std::ranges::sort(findings);  // they stand in one array, by place
  std::string list;
  for (const engine::Finding* finding : findings)
    list += (list.empty() ? "" : ", ") + std::string("line ") + std::to_string(finding->position.line) +
            " (" + std::string(finding->rule) + ")";
  return list;
}

}  // namespace

std::string obstacles(const TargetReport& target) {
  const Obstacles found = obstacles_of(target);
  std::string text;
  std::size_t paths = 0;
  for (const engine::Outcome& outcome : target.outcomes) {
    const bool is_lifted = outcome.applied && outcome.finding.fix->mappings.has_value();
    if (!is_lifted || paths == shown_paths) continue;
    const iis::LocationPath path(outcome.finding.location);
    const std::string list = list_obstacles(found, path);
    if (list.empty()) continue;
    ++paths;
    text += "    still in the way of a mapped request at '" + in_one_line(path.text()) + "': " + list + "\n";
  }
  return text;
}

}  // namespace certlift::render
