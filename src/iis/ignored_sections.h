#pragma once

#include "iis/host_config.h"
#include "iis/section_levels.h"

#include <vector>

namespace certlift::iis {

/// A section that is stored at a level where IIS ignores it, or all of it but what `row` says.
struct IgnoredSection {
  const SectionLevels* row;
  StoredSection stored;
};

/// All of them; not those of sites that are gone, nor what says nothing but locks or unlocks.
std::vector<IgnoredSection> ignored_sections(const HostConfig& config);
/// Those that are stored at `path` or above it, from the server down.
std::vector<IgnoredSection> ignored_sections(const HostConfig& config, const LocationPath& path);

}  // namespace certlift::iis
