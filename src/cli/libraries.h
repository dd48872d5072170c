#pragma once

#include "base/library.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::cli {

/// What the program is linked with, by name. `allocator`: of the program alone, if it has one.
std::vector<Library> libraries(const std::optional<Library>& allocator);

/// The program's version, then the compiler and the libraries with theirs, a line each.
std::string versions(const std::optional<Library>& allocator);

}  // namespace certlift::cli
