#pragma once

#include "base/result.h"
#include "iis/host_config.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a configuration says, apart from how it is written: which section has which content at which place.
namespace certlift::iis {

/// Names a section at a place: the location's path, the tag's other attributes, the section's path.
std::string meaning_key(const Location& location, std::string_view section_path);
/// The same for a location tag that is still to be made, with a path only.
std::string meaning_key(const LocationPath& path, std::string_view section_path);

/// Whether such a name is that of a section of this path.
bool names_section(std::string_view meaning_key, std::string_view section_path);

/// A section as it is stored somewhere, and its path.
struct NamedSection {
  std::string path;  ///< "system.webServer/security/access"
  StoredSection stored;
};

/// Everything that the server level and the location tags hold, section by section, in document order.
std::vector<NamedSection> all_sections(const HostConfig& config);

/// One thing a fix means to change.
struct MeaningChange {
  std::string key;  ///< meaning_key()
  std::optional<std::string>
      content;  ///< what stands there afterwards, canonical, comments included; nothing: it is gone
};

/// A difference between two configurations in what they say.
struct MeaningDifference {
  std::string key;
  std::string what;   ///< for a message: "was lost", "was added", "says something else"
  std::string place;  ///< for a message: "system.webServer/security/access at 'Shop'"
};

/// What differs between the two beyond `declared`, or was declared and did not happen. Empty: the change is
/// exactly the declared one. Cost is linear in the documents.
std::vector<MeaningDifference> undeclared_differences(const HostConfig& before, const HostConfig& after,
                                                      const std::vector<MeaningChange>& declared);

}  // namespace certlift::iis
