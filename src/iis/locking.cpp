#include "iis/locking.h"

#include "iis/sections.h"

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <string>
#include <vector>

namespace certlift::iis {
namespace {

bool find_declared_open(const HostConfig& config, std::string_view section_path) {
  std::vector<xml::Element> groups = config.document().root().children("configSections");
  for (const auto part : std::views::split(section_path, '/')) {
    const std::string_view name(part.begin(), part.end());
    std::vector<xml::Element> inner;
    for (const xml::Element group : groups)
      for (const xml::Element child : group.children())
        if (child.value("name") == name) inner.push_back(child);
    groups = std::move(inner);
  }
  if (groups.empty()) return section_path == section::authorization || section_path == section::modules;
  return std::ranges::any_of(groups, [](xml::Element section) {
    return same_name(section.value("overrideModeDefault").value_or("Allow"), "Allow");
  });
}

/// By section.
struct DeclaredOpen {
  std::map<std::string, bool, std::less<>> known;
};

/// Whether the file declares the section to be open to web.config files.
bool is_declared_open(const HostConfig& config, std::string_view section_path) {
  auto& known = config.reading<DeclaredOpen>().known;
  const auto found = known.find(section_path);
  if (found != known.end()) return found->second;
  return known[std::string(section_path)] = find_declared_open(config, section_path);
}

/// What the tags of one path make of it.
bool unlocked_by(const std::vector<StoredSection>& level, bool is_unlocked_above) {
  bool unlocked = is_unlocked_above;
  for (const StoredSection& stored : level) {
    const xml::Element tag = stored.location->element;
    const std::string_view mode = tag.value("overrideMode").value_or("");
    const std::string_view older = tag.value("allowOverride").value_or("");
    if (same_name(mode, "Allow") || same_name(older, "true")) unlocked = true;
    if (same_name(mode, "Deny") || same_name(older, "false")) unlocked = false;
  }
  return unlocked;
}

}  // namespace

bool is_unlocked(const HostConfig& config, std::string_view section_path, const LocationPath& path) {
  bool unlocked = is_declared_open(config, section_path);
  for (const auto* level : config.stored(section_path).on_the_way(path.key()))
    unlocked = unlocked_by(*level, unlocked);
  return unlocked;
}

bool is_unlocked_on_the_way(const HostConfig& config, std::string_view section_path,
                            const LocationPath& path) {
  bool unlocked = is_declared_open(config, section_path);
  for (const auto* level : config.stored(section_path).on_the_way(path.key())) {
    if (unlocked && level->front().location->path.is_below_site()) return true;
    unlocked = unlocked_by(*level, unlocked);
  }
  return unlocked;
}

}  // namespace certlift::iis
