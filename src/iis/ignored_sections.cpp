#include "iis/ignored_sections.h"

#include "iis/schema.h"

#include <algorithm>

namespace certlift::iis {
namespace {

/// The reference has WebDAV's authoring ignored at the server level as well, but the feature's own setup
/// stores locks there: nobody is told of what Microsoft wrote.
bool is_level_ignored(ReadAt levels, const LocationPath& path) {
  return levels == ReadAt::server ? !path.is_server() : path.is_below_site();
}

/// Whether the section says something that IIS would read at its level.
bool says_something(const SectionLevels& row, xml::Element section) {
  const auto is_read_anyway = [&](std::string_view name) {
    return std::ranges::find(row.also_below, name) != row.also_below.end();
  };
  for (const xml::Attribute& attribute : section.attributes())
    if (!is_lock_attribute(attribute.name)) return true;
  for (xml::Element child = section.first_child(); child; child = child.next_sibling())
    if (!is_read_anyway(child.name())) return true;
  return false;
}

bool is_ignored(const HostConfig& config, const SectionLevels& row, const StoredSection& stored) {
  const LocationPath& path = stored.location->path;
  return is_level_ignored(row.levels, path) && config.kind_of(path) != PathKind::unknown_site &&
         says_something(row, stored.element);
}

}  // namespace

std::vector<IgnoredSection> ignored_sections(const HostConfig& config) {
  std::vector<IgnoredSection> ignored;
  for (const SectionLevels& row : section_levels())
    for (const StoredSection& stored : config.sections(row.section))
      if (is_ignored(config, row, stored)) ignored.push_back({&row, stored});
  return ignored;
}

std::vector<IgnoredSection> ignored_sections(const HostConfig& config, const LocationPath& path) {
  std::vector<IgnoredSection> ignored;
  for (const SectionLevels& row : section_levels())
    for (const auto* level : config.stored(row.section).on_the_way(path.key()))
      for (const StoredSection& stored : *level)
        if (is_ignored(config, row, stored)) ignored.push_back({&row, stored});
  return ignored;
}

}  // namespace certlift::iis
