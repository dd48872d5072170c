#pragma once

#include "iis/location.h"
#include "xml/document.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::iis {

/// A `<location>` tag, or the configuration root, which holds the server level.
struct Location {
  LocationPath path;
  xml::Element element;

  /// It has `overrideMode` or `allowOverride`: it locks or unlocks its sections for the files below.
  bool has_override() const;
  /// It has `inheritInChildApplications`.
  bool has_inherit() const;
};

/// A section as it is stored at one place.
struct StoredSection {
  const Location* location;
  xml::Element element;
};

/// The sections of some paths, all found in one walk through the location tags. A wrapper may be there more
/// than once.
class SectionIndex {
 public:
  /// `paths`: of the sections that are looked for. The locations must outlive it and stay where they are.
  SectionIndex(std::span<const Location> locations, std::span<const std::string_view> paths);

  /// Whether the section was looked for.
  bool knows(std::string_view path) const { return sections_.contains(path); }
  /// Every place where it is stored, in the order of the locations.
  std::span<const StoredSection> of(std::string_view path) const&;
  std::span<const StoredSection> of(std::string_view path) const&& = delete;  // it would be gone by then

 private:
  std::map<std::string, std::vector<StoredSection>, std::less<>> sections_;
};

}  // namespace certlift::iis
