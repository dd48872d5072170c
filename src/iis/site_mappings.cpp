#include "iis/site_mappings.h"

#include <algorithm>
#include <set>
#include <utility>

namespace certlift::iis {
namespace {

std::shared_ptr<const MappingSection> first_section(const HostConfig& config, std::string_view path_key) {
  const auto stored = config.stored_at(section::iis_certificate_mapping, path_key);
  return stored.empty()
             ? nullptr
             : std::make_shared<const MappingSection>(read_mapping_section(stored.front(), config.schema()));
}

bool holds_standing(const MappingSection& section, MappingKind kind) {
  return std::ranges::any_of(section.mappings,
                             [&](const Mapping& m) { return m.kind == kind && m.after_clear; });
}

std::vector<MappingSection> misplaced_below(const HostConfig& config, const SiteMappings& site) {
  std::vector<MappingSection> misplaced;
  for (const Location* location : config.locations_of_site(site.path.site_key())) {
    if (!location->path.is_below_site()) continue;
    for (const StoredSection& stored : config.stored_in(section::iis_certificate_mapping, *location)) {
      MappingSection section = read_mapping_section(stored, config.schema());
      if (section.has_live() && laid_over(site.settings, section).enabled)
        misplaced.push_back(std::move(section));
    }
  }
  return misplaced;
}

std::vector<MappingSite> sites_of_web_config(const HostConfig& config) {
  MappingSite site;
  for (const Location& location : config.locations())
    for (const StoredSection& stored : config.stored_in(section::iis_certificate_mapping, location))
      site.misplaced.push_back(read_mapping_section(stored, config.schema()));
  return {std::move(site)};
}

}  // namespace

std::vector<Mapping> SiteMappings::list_standing() const {
  return standing_mappings(server.get(), site ? &*site : nullptr);
}

std::vector<Mapping> SiteMappings::list_in_effect() const {
  if (!settings.enabled) return {};
  std::vector<Mapping> in_effect = list_standing();
  std::erase_if(in_effect, [&](const Mapping& mapping) { return !settings.is_on(mapping.kind); });
  return in_effect;
}

bool SiteMappings::are_in_effect() const {
  return settings.enabled && std::ranges::any_of(mapping_kinds, [&](MappingKind kind) {
           const bool clears = site && site->clears[static_cast<std::size_t>(kind)];
           return settings.is_on(kind) && ((site && holds_standing(*site, kind)) ||
                                           (server && !clears && holds_standing(*server, kind)));
         });
}

MappingReader::MappingReader(const HostConfig& config)
    : config_(config), server_(first_section(config, "")) {}

SiteMappings MappingReader::read(const LocationPath& path) const {
  SiteMappings mappings;
  const Site* site = config_.site(path.site());
  mappings.path = LocationPath(site ? site->name : path.site());
  mappings.server = server_;
  const auto own = path.is_server() ? nullptr : first_section(config_, path.site_key());
  if (own) mappings.site = *own;
  if (server_) mappings.settings = laid_over(mappings.settings, *server_);
  if (mappings.site) mappings.settings = laid_over(mappings.settings, *mappings.site);
  return mappings;
}

std::vector<MappingSite> mapping_sites(const HostConfig& config) {
  if (config.role() == FileRole::web_config) return sites_of_web_config(config);
  const MappingReader reader(config);
  std::vector<MappingSite> sites;
  for (const LocationPath& path : sites_of(config)) {
    MappingSite site{reader.read(path), {}};
    site.misplaced = misplaced_below(config, site.mappings);
    if (!site.misplaced.empty() || site.mappings.are_in_effect()) sites.push_back(std::move(site));
  }
  return sites;
}

std::vector<UsedMapping> used_mappings(const std::vector<MappingSite>& sites) {
  std::vector<UsedMapping> used;
  const auto take = [&](const MappingSection& section) {
    for (const Mapping& mapping : section.mappings)
      if (section.is_live(mapping)) used.push_back({&section, &mapping});
  };
  if (!sites.empty() && sites.front().mappings.server) take(*sites.front().mappings.server);
  for (const MappingSite& site : sites) {
    if (site.mappings.site) take(*site.mappings.site);
    for (const MappingSection& section : site.misplaced) take(section);
  }
  return used;
}

std::vector<LocationPath> sites_of(const HostConfig& config) {
  std::vector<LocationPath> sites;
  std::set<std::string> seen;
  for (const Site& site : config.sites())
    if (LocationPath path(site.name); seen.insert(path.key()).second) sites.push_back(std::move(path));
  if (config.has_sites()) return sites;
  for (const Location& location : config.locations())
    if (!location.path.is_server() && seen.insert(location.path.site_key()).second)
      sites.emplace_back(location.path.site());
  return sites;
}

std::vector<LocationPath> stored_paths(const HostConfig& config, const LocationPath& site) {
  std::vector<LocationPath> paths{site};
  std::set<std::string> seen{site.key()};
  for (const Location* location : config.locations_of_site(site.site_key()))
    if (seen.insert(location->path.key()).second) paths.push_back(location->path);
  return paths;
}

}  // namespace certlift::iis
