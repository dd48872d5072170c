#pragma once

#include "cli/world.h"

#include <string>
#include <vector>

namespace certlift::cli {

/// The arguments after the program's name, in UTF-8.
std::vector<std::string> arguments_of(int argc, char** argv);

/// This machine's streams and variables. Sees to it that a closed standard output and a limit on the size of
/// files are errors that can be reported, not the end of the process; and that Ctrl-C and the like end the
/// process at once, saying that nothing was changed, or are handed to the environment's interruption while a
/// file is written. A second Ctrl-C ends it in any case; the next run then tidies up.
World world_of(disk::WritableFiles& files, const disk::Environment& environment);

/// To be called last. If the run was interrupted, the process ends as one that was, where the system makes a
/// difference; else returns the code.
int ended(int code);

}  // namespace certlift::cli
