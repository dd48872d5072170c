#pragma once

#include "iis/certificate_mapping.h"
#include "iis/host_config.h"

#include <span>
#include <vector>

namespace certlift::iis {

/// What IIS makes of certificate mappings at a site: it reads the section at the server and at the site only.
/// Points to what the configuration holds, so that it costs the same however much the server maps.
struct SiteMappings {
  LocationPath path;                       ///< spelled as `<sites>` spells the site
  const MappingSection* server = nullptr;  ///< the first one, if it is stored twice
  const MappingSection* site = nullptr;    ///< the first one, too
  MappingSettings settings = {};           ///< effective at the site

  /// The server's mappings that stand at the site, in order: none if the site clears them.
  std::span<const Mapping* const> inherited(MappingKind kind) const;
  /// Those of the site itself. In IIS's order they stand behind the inherited ones of their kind.
  std::span<const Mapping* const> own(MappingKind kind) const;
  /// The first one that stands there of a kind, or nullptr.
  const Mapping* first(MappingKind kind) const;
  /// Whether the mappings of that kind are used: the section is on, and so is the kind.
  bool uses(MappingKind kind) const { return settings.enabled && settings.is_on(kind); }
  /// Some mapping can be used.
  bool are_in_effect() const;
};

/// Of the server level where `path` is that. What is stored there is read once for all sites.
SiteMappings site_mappings(const HostConfig& config, const LocationPath& path);

/// What a section for certificate mappings is that is stored below a site, where IIS does not read it. Where
/// it holds what IIS's schema does not know, it is taken for what can do most.
enum class StoredBelow {
  only_lock,     ///< it says nothing, but locks or unlocks
  switched_off,  ///< would be off, also if IIS read it
  without_live,  ///< no mapping of it could be used
  at_no_site,    ///< its site is none of `<sites>`
  misplaced,     ///< would map certificates if IIS read it
};

/// `site`: the site that it is stored below.
StoredBelow stored_below(const HostConfig& config, const SiteMappings& site, const StoredSection& stored);

/// Whether the schema knows all that the section holds.
bool is_understood(const HostConfig& config, const StoredSection& mappings);

/// A site that maps certificates, or is meant to.
struct MappingSite {
  SiteMappings mappings;
  std::vector<const MappingSection*> misplaced;  ///< below the site (StoredBelow)
};

/// The sites with effective mappings or misplaced ones below them, in the order of sites_of(). Of a
/// web.config, whose site is not known: one, below which all its sections are misplaced. Found once, and kept
/// with the configuration.
const std::vector<MappingSite>& mapping_sites(const HostConfig& config);

/// A mapping that counts, or is meant to.
struct UsedMapping {
  const MappingSection* section;
  const Mapping* mapping;
};

/// The live mappings of the server (once), of the mapping_sites() and misplaced below them.
std::vector<UsedMapping> used_mappings(const HostConfig& config);

/// The sites of `<sites>`; of an excerpt without any, those its location paths name. Each once, in document
/// order.
std::vector<LocationPath> sites_of(const HostConfig& config);

/// The site itself and every path below it that a `<location>` names, each once, in document order.
std::vector<std::reference_wrapper<const LocationPath>> stored_paths(const HostConfig& config,
                                                                     const LocationPath& site);
/// The same, and those that web.config files say something of.
std::vector<std::reference_wrapper<const LocationPath>> counted_paths(const HostConfig& config,
                                                                      const LocationPath& site);

}  // namespace certlift::iis
