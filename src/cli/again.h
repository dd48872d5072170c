#pragma once

#include "cli/options.h"

#include <string>

namespace certlift::cli {

/// To be called each time that another process has written the file first (`tries` counts from 1):
/// says so, waits a growing while and returns true: the target is to be read and prepared anew;
/// false when it has been tried often enough.
bool may_try_again(const Invocation& invocation, const std::string& path, int tries);

/// What to say when it has.
inline constexpr const char* kept_on_writing =
    "another process kept on writing this file; try again when that is over";

}  // namespace certlift::cli
