#pragma once

#include "engine/transform.h"
#include "iis/doubled_keys.h"
#include "iis/site_mappings.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// A section below a site that is on and has mappings: it ought to be lifted.
struct Candidate {
  iis::MappingSection section;
  std::optional<engine::Refusal> refusal;

  const iis::LocationPath& path() const { return section.location->path; }
};

/// What stands at a site, and what ought to be lifted to it.
struct SiteMappings : iis::SiteMappings {
  std::vector<iis::Mapping> standing;      ///< in effect at the site today, the server's included
  std::array<bool, 2> stands = {};         ///< by kind: whether one of that kind is
  std::optional<engine::Refusal> refusal;  ///< nothing can be lifted to this site
  std::vector<Candidate> candidates;       ///< in document order
  /// Sections below the site that have mappings and are off only because the site is: what they do not say
  /// themselves would change for them, too.
  std::vector<iis::MappingSection> sleepers;

  bool has_standing(iis::MappingKind kind) const { return stands[static_cast<std::size_t>(kind)]; }
  /// The settings in effect at a candidate: its own, else the site's, else the server's.
  iis::MappingSettings settings_at(const Candidate& candidate) const;
};

/// The section at the server level, read once for all sites.
struct ServerLevel {
  std::optional<engine::Refusal> trouble;         ///< what is wrong with it, whatever the site
  std::unique_ptr<const iis::SectionLevel> keys;  ///< nullptr: there is none
};
ServerLevel read_server(const iis::HostConfig& config);

/// The site of `path` without its candidates.
SiteMappings read_site(const iis::HostConfig& config, const iis::MappingReader& reader,
                       const iis::LocationPath& path, const ServerLevel& server);

/// The complaint that two entries of one collection have one key, in the section or in what it inherits from
/// `above`; nothing if all is well.
std::optional<std::string> find_doubled_key(const iis::HostConfig& config, const iis::StoredSection& stored,
                                            const iis::SectionLevel* above = nullptr);

/// `line 12` or `applicationHost.config:12` of an element, for messages.
std::string place(xml::Element element);
/// "the site" or "the server level": where a standing mapping stands.
std::string standing_level(const iis::Mapping& mapping);
/// `'S/App' (line 12)`.
std::string named_place(const iis::MappingSection& section);

}  // namespace certlift::misplaced_client_cert_mappings
