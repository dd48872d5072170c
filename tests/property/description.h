#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A configuration as a value, apart from how it is written. Numbers choose from the pools below, which are
/// small: certificates, names, users and paths are to meet each other often.
namespace certlift::property {

inline constexpr int one_to_one = 0, many_to_one = 1;

/// A boolean attribute.
enum class Given { absent, yes, no };

/// `<add>` of a collection of mappings, or `<clear/>`.
struct Entry {
  bool clear = false;
  int key = 0;  ///< of certificates or names
  int user = 0;
  int password = 0;
  Given enabled = Given::absent;
  int mode = 0;            ///< of modes
  std::vector<int> rules;  ///< of rules
  bool lock = false;
  bool unknown = false;  ///< an attribute that IIS does not know
  bool comment = false;  ///< directly above
  friend bool operator==(const Entry&, const Entry&) = default;
};

enum class Trouble { none, unknown_attribute, text, config_source, bad_value, unknown_element };

/// iisClientCertificateMappingAuthentication.
struct Section {
  Given enabled = Given::absent;
  std::array<Given, 2> switches{};
  int logon = 0;   ///< of logon_methods
  int domain = 0;  ///< of domains
  std::vector<Entry> one;
  std::vector<Entry> many;
  std::array<bool, 2> collections{};  ///< there although it is empty
  bool rules_first = false;
  bool lock = false;
  Trouble trouble = Trouble::none;
  bool comment_above = false;
  bool comment_inside = false;
  friend bool operator==(const Section&, const Section&) = default;

  const std::vector<Entry>& entries(int kind) const { return kind == one_to_one ? one : many; }
  /// Without attributes and children.
  bool is_empty() const;
};

/// A `<location>`, or what stands at the root.
struct Tag {
  int site = -1;     ///< of site_names; -1: the server level
  int below = 0;     ///< of sub_paths; 0: the site itself
  int spelling = 0;  ///< how the path is written, see written_path()
  int override_mode = 0;
  int inherit = 0;
  std::vector<Section> sections;
  int access = 0;  ///< of ssl_flags
  Given anonymous = Given::absent;
  Given active_directory = Given::absent;
  std::vector<int> authorization;  ///< of authorization_entries
  std::vector<int> windows;        ///< of windows_entries
  bool handlers = false;
  bool empty_wrappers = false;
  bool comment = false;        ///< directly above the tag
  bool inner_comment = false;  ///< in its authentication
  friend bool operator==(const Tag&, const Tag&) = default;
};

struct Config {
  bool has_sites = true;
  std::vector<int> sites;  ///< of site_names
  Tag server;              ///< at the root
  std::vector<Tag> tags;
  friend bool operator==(const Config&, const Config&) = default;
};

using Pool = std::span<const std::string_view>;
Pool certificates();
Pool names();
Pool users();      ///< the last is: none
Pool passwords();  ///< the first is: none
Pool modes();      ///< the first is: none; so it is below
Pool logon_methods();
Pool domains();
Pool ssl_flags();
Pool override_modes();  ///< attribute and value
Pool inherits();
Pool site_names();
Pool sub_paths();
/// certificateField, certificateSubField, matchCriteria, compareCaseSensitive, divided by `|`; `clear`
Pool rules();
/// accessType (or `remove`), users, roles, verbs, divided by `|`; `clear`
Pool authorization_entries();
/// Of windowsAuthentication: providers, and after `@` names of its extendedProtection; `-` removes; `clear`
Pool windows_entries();

std::string_view of(Pool pool, int choice);

/// The path of a tag as its attribute says it: in other cases, with other slashes.
std::string written_path(const Tag& tag);

/// What could be left out or be made plainer, one thing at a time.
std::vector<Config> simpler(const Config& config);

}  // namespace certlift::property
