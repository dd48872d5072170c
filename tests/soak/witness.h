#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What a configuration says, read by expat: a witness who shares no line of code with certlift.
namespace certlift::test {

/// What is said at one place: the server level, or all location tags of one path together.
struct Testimony {
  std::vector<std::string> mappings_sections;                ///< the attributes of each, sorted by name
  std::map<std::string, std::vector<std::string>> mappings;  ///< by collection: its entries, whole, in order
  std::vector<std::string> rest;  ///< every other element that says something, in document order

  bool operator==(const Testimony&) const = default;
};

struct Witness {
  std::map<std::string, Testimony> places;  ///< by location path in lower case; "" is the server level
  std::vector<std::string> comments;        ///< sorted
  std::vector<std::string> sites;           ///< their names, in document order

  /// What is said at the path; nothing, if there is no such place.
  Testimony at(const std::string& path) const;
};

/// Reads the bytes of a file, in UTF-8 or UTF-16. Throws std::runtime_error if expat does not understand
/// them.
Witness hear(std::string_view bytes);

}  // namespace certlift::test
