#pragma once

#include "iis/host_config.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What each section of a configuration says, as far as everybody may know it: enough to tell later which of
/// them has changed.
namespace certlift::plan {

/// How much it says.
struct Extent {
  std::size_t lines = 1;
  std::optional<std::size_t> mappings = {};  ///< of a section for certificate mappings
  friend bool operator==(const Extent&, const Extent&) = default;
};

/// An element of a section, or its location tag.
struct ElementState {
  std::size_t depth = 0;  ///< 0: the location tag, or at server level the section itself
  std::string name;       ///< `site 'Shop'`: of its attributes only what names it
  std::string digest;     ///< 16 hex digits: of its name, attributes and text, not of what is in it
  std::size_t line = 0;   ///< 1-based; 0: of a plan, which does not hold it
  friend bool operator==(const ElementState&, const ElementState&) = default;
};

/// As a plan holds it: `2 0123456789abcdef site 'Shop'`.
std::string line_of_plan(const ElementState& element);
/// Nothing if it is none.
std::optional<ElementState> read_line_of_plan(std::string_view line);

/// A section as it is stored at one place. Plain values: they outlive the document.
struct SectionState {
  std::string location;  ///< the path as written; empty at server level
  std::string section;   ///< "system.webServer/security/access"
  Extent extent;
  /// Of the section's bytes and its location tag's. Every secret counts as the same, lest it be guessed from
  /// the digest; but for those that are encrypted, where there is nothing to guess.
  std::string sha256;
  std::size_t line = 0;                     ///< 1-based; 0: of a plan
  std::vector<ElementState> elements = {};  ///< in document order; none: of a plan of an older certlift
  std::string comments = {};                ///< digest of the comments in it; empty: there are none
  friend bool operator==(const SectionState&, const SectionState&) = default;
};

/// Of all sections, in document order. Takes time for the document's length.
std::vector<SectionState> section_states(const iis::HostConfig& config);

/// What stands in a file besides its sections, as far as everybody may know it.
struct FileState {
  std::string comments;  ///< digest of all comments
  std::string text;      ///< of all of it, in which every secret that is not encrypted counts as the same
};
FileState file_state(std::string_view text);

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

/// What differs between the two, in words: of each section that changed the elements, with their lines in the
/// second.
std::vector<std::string> differences_in_words(std::span<const SectionState> before,
                                              std::span<const SectionState> after);

}  // namespace certlift::plan
