#pragma once

#include "cli/options.h"

#include <string>

namespace certlift::cli {

/// Others write this file all day. To be asked each time that one of them was faster (`tries` counts from 1):
/// says so, waits a growing while and returns true, for then the target is to be read and thought over anew;
/// false when it has been tried often enough.
bool may_try_again(const Invocation& invocation, const std::string& path, int tries);

/// What to say when it has.
inline constexpr const char* kept_on_writing =
    "another process kept on writing this file; try again when that is over";

}  // namespace certlift::cli
