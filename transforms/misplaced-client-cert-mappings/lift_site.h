#pragma once

#include "engine/transform.h"
#include "iis/doubled_keys.h"
#include "iis/site_mappings.h"
#include "level_index.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// A section below a site that is on and has mappings: it ought to be lifted.
struct Candidate {
  const iis::MappingSection* section;
  std::shared_ptr<const engine::Refusal> refusal;

  const iis::LocationPath& path() const { return section->location->path; }
};

/// What stands at a site, and what ought to be lifted to it.
struct LiftSite : iis::SiteMappings {
  const LevelIndex* at_server = nullptr;                ///< of the server's mappings
  std::unique_ptr<const LevelIndex> at_site;            ///< of the site's own
  std::shared_ptr<const engine::Refusal> refusal = {};  ///< nothing can be lifted to this site
  std::vector<Candidate> candidates = {};               ///< in document order
  /// Sections below the site that have mappings and are off only because the site is: what they do not say
  /// themselves would change for them, too.
  std::vector<const iis::MappingSection*> inactive = {};

  bool has_standing(iis::MappingKind kind) const { return first(kind) != nullptr; }
  /// The first one that stands there, or nullptr.
  const iis::Mapping* first_standing() const;
  /// The indexes of the levels whose mappings of that kind stand there, the server's first.
  std::vector<const LevelIndex*> levels(iis::MappingKind kind) const;
  /// Those that stand there and are the same in `same`, the server's first.
  std::vector<const iis::Mapping*> standing(iis::MappingKind kind, SameIn same, std::string_view text) const;
  /// The effective settings at a candidate: its own, else the site's, else the server's.
  iis::MappingSettings settings_at(const Candidate& candidate) const;
};

/// The section at the server level, read once for all sites.
struct ServerLevel {
  std::shared_ptr<const engine::Refusal> trouble;  ///< what is wrong with it, whatever the site
  std::unique_ptr<const iis::SectionLevel> keys;   ///< nullptr: there is none
  std::unique_ptr<const LevelIndex> index;         ///< likewise
};
ServerLevel read_server(const iis::HostConfig& config);

/// The site of `path` without its candidates.
LiftSite read_site(const iis::HostConfig& config, const iis::LocationPath& path, const ServerLevel& server);

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
