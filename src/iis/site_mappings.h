#pragma once

#include "iis/certificate_mapping.h"
#include "iis/host_config.h"

#include <memory>
#include <optional>
#include <vector>

namespace certlift::iis {

/// What IIS makes of certificate mappings at a site: it reads the section at the server and at the site only.
struct SiteMappings {
  LocationPath path;  ///< spelled as `<sites>` spells the site
  std::shared_ptr<const MappingSection>
      server;                          ///< the first one, if it is stored twice; shared by all sites
  std::optional<MappingSection> site;  ///< the first one, too
  MappingSettings settings;            ///< in effect at the site

  /// The mappings in effect at the site if it is on, the server's included, in IIS's order.
  std::vector<Mapping> list_standing() const;
  /// Of these the ones that can be used: the section is on, and so is the mapping's kind.
  std::vector<Mapping> list_in_effect() const;
  /// Some mapping can be used: the section is on, and so is the mapping's kind.
  bool are_in_effect() const;
};

/// Reads site after site; the server's section only once.
class MappingReader {
 public:
  explicit MappingReader(const HostConfig& config);
  SiteMappings read(const LocationPath& site) const;

 private:
  const HostConfig& config_;
  std::shared_ptr<const MappingSection> server_;
};

/// A site that maps certificates, or is meant to.
struct MappingSite {
  SiteMappings mappings;
  /// Sections below the site that would be on, and have a live mapping, if IIS read them.
  std::vector<MappingSection> misplaced;
};

/// The sites with mappings in effect or misplaced below them, in the order of sites_of(). Of a web.config,
/// whose site is not known: one, below which all its sections are misplaced.
std::vector<MappingSite> mapping_sites(const HostConfig& config);

/// A mapping that counts, or is meant to.
struct UsedMapping {
  const MappingSection* section;
  const Mapping* mapping;
};

/// The live mappings of the server (once), of the sites and misplaced below them, for as long as `sites`
/// lives.
std::vector<UsedMapping> used_mappings(const std::vector<MappingSite>& sites);

/// The sites of `<sites>`; of an excerpt without any, those its location paths name. Each once, in document
/// order.
std::vector<LocationPath> sites_of(const HostConfig& config);

/// The site itself and every path below it that a `<location>` names, each once, in document order.
std::vector<LocationPath> stored_paths(const HostConfig& config, const LocationPath& site);

}  // namespace certlift::iis
