#include "render/obstacles.h"

#include "iis/location.h"

#include <vector>

namespace certlift::render {
namespace {

constexpr std::size_t shown_paths = 5;

bool stands_in_the_way(const engine::Outcome& outcome, const iis::LocationPath& path) {
  const engine::Finding& finding = outcome.finding;
  return !outcome.applied && finding.bearing == engine::Bearing::in_the_way &&
         path.is_at_or_below(iis::LocationPath(finding.location));
}

/// `line 38 (late-certificate-request), line 83 (small-upload-read-ahead)`.
std::string list_obstacles(const TargetReport& target, const iis::LocationPath& path) {
  std::string list;
  for (const engine::Outcome& outcome : target.outcomes)
    if (stands_in_the_way(outcome, path))
      list += (list.empty() ? "" : ", ") + std::string("line ") +
              std::to_string(outcome.finding.position.line) + " (" + std::string(outcome.finding.rule) + ")";
  return list;
}

}  // namespace

std::string obstacles(const TargetReport& target) {
  std::string text;
  std::size_t paths = 0;
  for (const engine::Outcome& outcome : target.outcomes) {
    const bool is_lifted = outcome.applied && outcome.finding.fix->mappings.has_value();
    if (!is_lifted || paths == shown_paths) continue;
    const iis::LocationPath path(outcome.finding.location);
    const std::string list = list_obstacles(target, path);
    if (list.empty()) continue;
    ++paths;
    text += "    still in the way of a mapped request at '" + in_one_line(path.text()) + "': " + list + "\n";
  }
  return text;
}

}  // namespace certlift::render
