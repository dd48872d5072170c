#include "iis/site_mappings.h"

#include "iis/section_problems.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

namespace certlift::iis {
namespace {

const MappingSection* first_section(const HostConfig& config, std::string_view path_key) {
  const auto stored = config.stored_at(section::iis_certificate_mapping, path_key);
  return stored.empty() ? nullptr : &mapping_section(config, stored.front());
}

std::vector<const MappingSection*> misplaced_below(const HostConfig& config, const SiteMappings& site) {
  std::vector<const MappingSection*> misplaced;
  for (const Location* location : config.locations_of_site(site.path.site_key())) {
    if (!location->path.is_below_site()) continue;
    for (const StoredSection& stored : config.stored_in(section::iis_certificate_mapping, *location))
      if (stored_below(config, site, stored) == StoredBelow::misplaced)
        misplaced.push_back(&mapping_section(config, stored));
  }
  return misplaced;
}

std::vector<MappingSite> find_in_web_config(const HostConfig& config) {
  MappingSite site;
  for (const StoredSection& stored : config.sections(section::iis_certificate_mapping))
    site.misplaced.push_back(&mapping_section(config, stored));
  return {std::move(site)};
}

std::vector<MappingSite> find_mapping_sites(const HostConfig& config) {
  if (config.role() == FileRole::web_config) return find_in_web_config(config);
  std::vector<MappingSite> sites;
  for (const LocationPath& path : sites_of(config)) {
    MappingSite site{site_mappings(config, path), {}};
    site.misplaced = misplaced_below(config, site.mappings);
    if (!site.misplaced.empty() || site.mappings.are_in_effect()) sites.push_back(std::move(site));
  }
  return sites;
}

struct MappingSites {
  std::optional<std::vector<MappingSite>> found;
};

}  // namespace

std::span<const Mapping* const> SiteMappings::inherited(MappingKind kind) const {
  if (!server || (site && site->clears[static_cast<std::size_t>(kind)])) return {};
  return server->standing[static_cast<std::size_t>(kind)];
}

std::span<const Mapping* const> SiteMappings::own(MappingKind kind) const {
  if (!site) return {};
  return site->standing[static_cast<std::size_t>(kind)];
}

const Mapping* SiteMappings::first(MappingKind kind) const {
  for (const auto mappings : {inherited(kind), own(kind)})
    if (!mappings.empty()) return mappings.front();
  return nullptr;
}

bool SiteMappings::are_in_effect() const {
  return std::ranges::any_of(mapping_kinds, [&](MappingKind kind) { return uses(kind) && first(kind); });
}

SiteMappings site_mappings(const HostConfig& config, const LocationPath& path) {
  const Site* site = config.site(path.site());
  SiteMappings mappings{LocationPath(site ? site->name : path.site())};
  mappings.server = first_section(config, "");
  if (!path.is_server()) mappings.site = first_section(config, path.site_key());
  for (const MappingSection* section : {mappings.server, mappings.site})
    if (section) mappings.settings = laid_over(std::move(mappings.settings), *section);
  return mappings;
}

StoredBelow stored_below(const HostConfig& config, const SiteMappings& site, const StoredSection& stored) {
  const bool is_empty = stored.element.attributes().empty() && stored.element.children().empty();
  if (is_empty && stored.location->has_override()) return StoredBelow::only_lock;
  const MappingSection& section = mapping_section(config, stored);
  const auto may_be_on = [&] {
    const std::string_view own = stored.element.value("enabled").value_or("true");
    return !read_bool(own) && !is_understood(config, stored);
  };
  if (!laid_over(site.settings, section).enabled && !may_be_on()) return StoredBelow::switched_off;
  if (!section.has_live() && is_understood(config, stored)) return StoredBelow::without_live;
  if (config.kind_of(stored.location->path) == PathKind::unknown_site) return StoredBelow::at_no_site;
  return StoredBelow::misplaced;
}

bool is_understood(const HostConfig& config, const StoredSection& mappings) {
  return problems_at(config, mappings.element, *config.schema().section(section::iis_certificate_mapping))
      .empty();
}

const std::vector<MappingSite>& mapping_sites(const HostConfig& config) {
  auto& found = config.reading<MappingSites>().found;
  if (!found) found = find_mapping_sites(config);
  return *found;
}

std::vector<UsedMapping> used_mappings(const HostConfig& config) {
  const std::vector<MappingSite>& sites = mapping_sites(config);
  std::vector<UsedMapping> used;
  const auto take = [&](const MappingSection& section) {
    for (const Mapping& mapping : section.mappings)
      if (section.is_live(mapping)) used.push_back({&section, &mapping});
  };
  if (!sites.empty() && sites.front().mappings.server) take(*sites.front().mappings.server);
  for (const MappingSite& site : sites) {
    if (site.mappings.site) take(*site.mappings.site);
    for (const MappingSection* section : site.misplaced) take(*section);
  }
  return used;
}

std::vector<LocationPath> sites_of(const HostConfig& config) {
  std::vector<LocationPath> sites;
  std::set<std::string, std::less<>> seen;
  for (const Site& site : config.sites())
    if (LocationPath path(site.name); seen.insert(path.key()).second) sites.push_back(std::move(path));
  if (config.has_sites()) return sites;
  for (const Location& location : config.locations())
    if (!location.path.is_server() && seen.emplace(location.path.site_key()).second)
      sites.emplace_back(location.path.site());
  return sites;
}

std::vector<std::reference_wrapper<const LocationPath>> stored_paths(const HostConfig& config,
                                                                     const LocationPath& site) {
  std::vector<std::reference_wrapper<const LocationPath>> paths{site};
  for (const LocationPath* path : config.paths_of_site(site.site_key()))
    if (*path != site) paths.emplace_back(*path);
  return paths;
}

std::vector<std::reference_wrapper<const LocationPath>> counted_paths(const HostConfig& config,
                                                                      const LocationPath& site) {
  auto paths = stored_paths(config, site);
  if (!config.web_configs()) return paths;
  const auto& by_site = config.web_configs()->paths_by_site;
  const auto found = by_site.find(site.site_key());
  if (found == by_site.end()) return paths;
  std::unordered_set<std::string_view> keys;
  for (const LocationPath& path : paths) keys.insert(path.key());
  for (const LocationPath& path : found->second)
    if (!keys.contains(path.key())) paths.emplace_back(path);
  return paths;
}

}  // namespace certlift::iis
