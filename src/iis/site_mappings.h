#pragma once

#include "iis/certificate_mapping.h"
#include "iis/host_config.h"

#include <optional>
#include <vector>

namespace certlift::iis {

/// What IIS makes of certificate mappings at a site: it reads the section at the server and at the site only.
struct SiteMappings {
  LocationPath path;                     ///< spelled as `<sites>` spells the site
  std::optional<MappingSection> server;  ///< the first one, if it is stored twice
  std::optional<MappingSection> site;    ///< the same
  MappingSettings settings;              ///< in effect at the site
  std::vector<Mapping>
      standing;  ///< in effect at the site if it is on, the server's included, in IIS's order

  bool has_standing(MappingKind kind) const;
  /// Some mapping can be used: the section is on, and so is the mapping's kind.
  bool are_in_effect() const;
};

SiteMappings read_site_mappings(const HostConfig& config, const LocationPath& site);

/// The section stored at a level, the first if there are several.
std::optional<MappingSection> first_mapping_section(const HostConfig& config, std::string_view path_key);

/// The sites of `<sites>`; of an excerpt without any, those its location paths name. In document order.
std::vector<LocationPath> sites_of(const HostConfig& config);

/// Sections below the site that would be on, and have a live mapping, if IIS read them: the misplaced ones.
std::vector<MappingSection> misplaced_below(const HostConfig& config, const SiteMappings& site);

}  // namespace certlift::iis
