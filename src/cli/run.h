#pragma once

#include "cli/world.h"

#include <string>
#include <vector>

namespace certlift::cli {

/// The program. `arguments` without its name, in UTF-8. Returns the exit code; ends by no other way.
int run(std::vector<std::string> arguments, const World& world);

}  // namespace certlift::cli
