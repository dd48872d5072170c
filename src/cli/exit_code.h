#pragma once

#include "library/exit_code.h"

/// What the program's exit code says is what the library's reports say.
namespace certlift::cli {

namespace exit_code = library::exit_code;
using library::exit_code_of;

}  // namespace certlift::cli
