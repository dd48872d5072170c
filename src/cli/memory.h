#pragma once

#include "base/library.h"

namespace certlift::cli {

/// What the program allocates with, where it is not the system's: memory_posix.cpp, compiled only there.
Library allocator();

}  // namespace certlift::cli
