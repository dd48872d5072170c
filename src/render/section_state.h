#pragma once

#include "iis/host_config.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What each section of a configuration says, as far as everybody may know it: enough to tell later which of
/// them has changed.
namespace certlift::render {

/// How much it says.
struct Extent {
  std::size_t lines = 1;
  std::optional<std::size_t> mappings = {};  ///< of a section for certificate mappings
  friend bool operator==(const Extent&, const Extent&) = default;
};

/// A section as it is stored at one place. Plain values: they outlive the document.
struct SectionState {
  std::string location;  ///< the path as written; empty at server level
  std::string section;   ///< "system.webServer/security/access"
  Extent extent;
  /// Of the section's bytes and its location tag's. Every secret counts as the same, lest it be guessed from
  /// the digest; but for those that are encrypted, where there is nothing to guess.
  std::string sha256;
  friend bool operator==(const SectionState&, const SectionState&) = default;
};

/// Of all sections, in document order.
std::vector<SectionState> section_states(const iis::HostConfig& config);

/// What became of a section.
struct SectionChange {
  std::string location;
  std::string section;
  std::optional<Extent> before;  ///< nothing: it was added
  std::optional<Extent> after;   ///< nothing: it was removed
  friend bool operator==(const SectionChange&, const SectionChange&) = default;
};

/// What differs between two configurations, in the order of `before` and then of `after`. Location paths are
/// compared as IIS compares them; of a section that is stored twice at one path, the first with the first.
std::vector<SectionChange> section_changes(std::span<const SectionState> before,
                                           std::span<const SectionState> after);

/// "added", "changed", "removed".
std::string_view name_of_kind(const SectionChange& change);

/// `'Shop/Partners' a/b changed: 2 mappings then, 3 now`
std::string text_of(const SectionChange& change);

}  // namespace certlift::render
