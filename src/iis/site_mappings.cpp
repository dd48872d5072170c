#include "iis/site_mappings.h"

#include <algorithm>
#include <set>

namespace certlift::iis {

bool SiteMappings::has_standing(MappingKind kind) const {
  return std::ranges::any_of(standing, [&](const Mapping& mapping) { return mapping.kind == kind; });
}

bool SiteMappings::are_in_effect() const {
  return settings.enabled &&
         std::ranges::any_of(standing, [&](const Mapping& mapping) { return settings.is_on(mapping.kind); });
}

std::optional<MappingSection> first_mapping_section(const HostConfig& config, std::string_view path_key) {
  const auto stored = config.stored_at(section::iis_certificate_mapping, path_key);
  if (stored.empty()) return std::nullopt;
  return read_mapping_section(stored.front());
}

SiteMappings read_site_mappings(const HostConfig& config, const LocationPath& path) {
  SiteMappings mappings;
  const Site* site = config.site(path.site());
  mappings.path = LocationPath(site ? site->name : path.site());
  mappings.server = first_mapping_section(config, "");
  mappings.site = first_mapping_section(config, path.site_key());
  if (mappings.server) mappings.settings = laid_over(mappings.settings, *mappings.server);
  if (mappings.site) mappings.settings = laid_over(mappings.settings, *mappings.site);
  mappings.standing = standing_mappings(mappings.server ? &*mappings.server : nullptr,
                                        mappings.site ? &*mappings.site : nullptr);
  return mappings;
}

std::vector<LocationPath> sites_of(const HostConfig& config) {
  std::vector<LocationPath> sites;
  for (const Site& site : config.sites()) sites.emplace_back(site.name);
  if (config.has_sites()) return sites;
  std::set<std::string> seen;
  for (const Location& location : config.locations())
    if (!location.path.is_server() && seen.insert(location.path.site_key()).second)
      sites.emplace_back(location.path.site());
  return sites;
}

std::vector<MappingSection> misplaced_below(const HostConfig& config, const SiteMappings& site) {
  std::vector<MappingSection> misplaced;
  for (const Location* location : config.locations_of_site(site.path.site_key())) {
    if (!location->path.is_below_site()) continue;
    for (const StoredSection& stored : config.stored_in(section::iis_certificate_mapping, *location)) {
      MappingSection section = read_mapping_section(stored);
      if (section.has_live() && laid_over(site.settings, section).enabled)
        misplaced.push_back(std::move(section));
    }
  }
  return misplaced;
}

}  // namespace certlift::iis
