#pragma once

#include "base/result.h"
#include "iis/host_config.h"

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a configuration says, apart from how it is written: which section has which content at which place.
namespace certlift::iis {

/// Names a section at a place.
struct MeaningKey {
  std::string path = {};     ///< key of the location's path
  std::string tag = {};      ///< the other attributes of the location tag, as canonical() writes them
  std::string section = {};  ///< "system.webServer/security/access", or what else is said there
  std::size_t copy = 0;      ///< of a section that is stored there several times
  friend auto operator<=>(const MeaningKey&, const MeaningKey&) = default;
};
MeaningKey meaning_key(const Location& location, std::string_view section_path);
/// The same for a location tag that is still to be made, with a path only.
MeaningKey meaning_key(const LocationPath& path, std::string_view section_path);
/// For messages: "system.webServer/security/access at 'SHOP'".
std::string in_words(const MeaningKey& key);

/// A section as it is stored somewhere, and its path.
struct NamedSection {
  std::string path;  ///< "system.webServer/security/access"
  StoredSection stored;
};

/// Everything that the server level and the location tags hold, section by section, in document order.
std::vector<NamedSection> all_sections(const HostConfig& config);

/// One thing a fix means to change.
struct MeaningChange {
  MeaningKey key;
  std::optional<std::string>
      content;  ///< what stands there afterwards, canonical, comments included; nothing: it is gone
};

/// A difference between two configurations in what they say.
struct MeaningDifference {
  MeaningKey key;
  std::string what;   ///< for a message: "was lost", "was added", "says something else"
  std::string place;  ///< for a message: "system.webServer/security/access at 'Shop'"
};

/// What differs between the two beyond `declared`, or was declared and did not happen. Empty: the change is
/// exactly the declared one. Cost is linear in the documents.
std::vector<MeaningDifference> undeclared_differences(const HostConfig& before, const HostConfig& after,
                                                      const std::vector<MeaningChange>& declared);

}  // namespace certlift::iis
