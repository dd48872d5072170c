#pragma once

#include "engine/reading.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// When findings came in, by copies of the configuration. IIS keeps some in folders named
/// CFGHISTORY_0000000123 (Microsoft, "Configuration History").
namespace certlift::diagnosis {

/// A copy of a configuration.
struct ConfigCopy {
  std::string path = {};
  std::string name = {};                     ///< of its folder, if IIS named that; else the path
  std::optional<std::uint64_t> number = {};  ///< in the name of that folder
  std::int64_t modified = 0;                 ///< seconds since 1970-01-01 UTC; 0: not known
};

/// The number in "CFGHISTORY_0000000123".
std::optional<std::uint64_t> history_number(std::string_view folder);

/// Puts the copies in order, the oldest first: by number if all have one, else by time.
void sort_by_age(std::vector<ConfigCopy>& copies);

/// What a finding is known by in another copy: rule, location and what it names there, but no line.
std::string identity_of(const engine::Finding& finding);
std::set<std::string> identities_of(std::span<const engine::SharedFinding> findings);

/// Where a finding came in. Numbers are those of copies, the oldest being 0.
struct CameIn {
  std::optional<std::size_t> first_in = {};  ///< the copy that has it since; nothing: none has, it is newer
  std::optional<std::size_t> last_without = {};  ///< the copy before; nothing: all have it
};

/// `copies`: what was found in each, the oldest first.
CameIn came_in(const std::string& identity, std::span<const std::set<std::string>> copies);

}  // namespace certlift::diagnosis
