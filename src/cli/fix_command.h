#pragma once

#include "cli/options.h"

#include <string>
#include <vector>

namespace certlift::cli {

/// The command to copy that really makes the fixes that this run only shows, for these targets; with consent
/// to `more_risks` too.
std::string fix_command(const Invocation& invocation, const std::vector<std::string>& targets,
                        const std::vector<std::string>& more_risks = {});

}  // namespace certlift::cli
