#pragma once

#include "cli/world.h"

#include <string>
#include <vector>

namespace certlift::cli {

/// The arguments after the program's name, in UTF-8.
std::vector<std::string> arguments_of(int argc, char** argv);

/// This machine's streams and variables. Sees to it that a closed standard output and a limit on the size of
/// files are errors that can be told, not the end of the process.
World world_of(apply::WritableFiles& files, const apply::Environment& environment);

}  // namespace certlift::cli
