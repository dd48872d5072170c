#include "iis/web_configs.h"

#include "iis/locking.h"
#include "iis/sections.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace certlift::iis {
namespace {

std::ptrdiff_t depth_of(const LocationPath& path) {
  return std::ranges::count(path.key(), '/');
}

/// Says something of the path, though it is not known what.
void note_unread(const LocationPath& path, WebConfigSections& sections,
                 std::unordered_set<std::string>& seen) {
  sections.unread[path.key()] = true;
  if (seen.insert(path.key()).second) sections.paths_by_site[std::string(path.site_key())].push_back(path);
}

void add(const HostConfig& host, const WebConfigFile& file, WebConfigSections& sections,
         std::unordered_set<std::string>& seen) {
  for (const Location& inside : file.config.locations()) {
    const Location& location =
        sections.locations.emplace_back(whole_path(file.path, inside.path), inside.element);
    if (file.config.is_kept_from_applications(inside)) sections.kept_from_applications.insert(&location);
    for (const std::string_view section_path : section::all) {
      if (file.config.stored_in(section_path, inside).empty() || !is_unlocked(host, section_path, file.path))
        continue;
      for (const StoredSection& stored : file.config.stored_in(section_path, inside)) {
        sections.sections[std::string(section_path)].push_back({&location, stored.element});
        if (stored.element.attribute("configSource")) note_unread(location.path, sections, seen);
      }
      if (seen.insert(location.path.key()).second)
        sections.paths_by_site[std::string(location.path.site_key())].push_back(location.path);
    }
  }
}

}  // namespace

LocationPath whole_path(const LocationPath& folder, const LocationPath& inside) {
  return inside.is_server() ? folder : LocationPath(folder.text() + "/" + inside.text());
}

WebConfigSections web_config_sections(const HostConfig& host, std::span<const WebConfigFile> files,
                                      std::span<const LocationPath> unread) {
  std::vector<const WebConfigFile*> from_the_top;
  for (const WebConfigFile& file : files) from_the_top.push_back(&file);
  std::ranges::stable_sort(from_the_top, {}, [](const WebConfigFile* file) { return depth_of(file->path); });
  WebConfigSections sections;
  std::unordered_set<std::string> seen;
  for (const WebConfigFile* file : from_the_top) add(host, *file, sections, seen);
  for (const LocationPath& path : unread) note_unread(path, sections, seen);
  return sections;
}

bool is_delegated_unread(const HostConfig& host, std::string_view section_path, const LocationPath& path) {
  if (host.role() == FileRole::web_config || path.is_server() || host.knows_web_configs(path)) return false;
  return is_unlocked_on_the_way(host, section_path, path);
}

}  // namespace certlift::iis
