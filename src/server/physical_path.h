#pragma once

#include "base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::server {

/// `C:\=/mnt/c`: where what a configuration calls `from` is on this machine.
struct PathMapping {
  std::string from;
  std::string to;

  std::string written() const { return from + "=" + to; }
};

/// Nothing if there is no `=` with something on each side.
std::optional<PathMapping> path_mapping(std::string_view written);

using Variables = std::function<std::optional<std::string>(const std::string& name)>;

/// Where the folder of a `physicalPath` is on this machine: `%VARIABLES%` expanded, then the longest mapping
/// that it begins with applied, case aside. `%SystemDrive%`, `%SystemRoot%` and `%windir%`, which every
/// server has, are expanded as on most of them where this machine does not know them; other variables stay.
std::string local_path(std::string_view physical_path, const std::vector<PathMapping>& mappings,
                       const Variables& variables);

}  // namespace certlift::server
