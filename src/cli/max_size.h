#pragma once

#include "cli/options.h"

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

/// How much certlift reads at most.
namespace certlift::cli {

/// A number of bytes: `1000`, or with K, M or G behind it (of 1024, 1024^2, 1024^3). Nothing if it is none,
/// is 0, or does not fit.
std::optional<std::uint64_t> read_size(std::string_view text);

void add_max_size(CLI::App& command, Options& options);

/// All that `in` has; nothing if that is more than `most` bytes.
std::optional<std::string> read_all(std::istream& in, std::uint64_t most);

}  // namespace certlift::cli
