#pragma once

#include "engine/select.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::library {

/// ` --option VALUE` for each value that is not empty, as a shell takes it.
void append_option(std::string& command, std::string_view option, const std::vector<std::string>& values);

/// The command to copy that makes the fixes: `certlift fix`, the selection, with consent to `more_risks` too,
/// then `others` (as append_option() makes them) and the targets.
std::string fix_command(const engine::Selection& selection, const std::vector<std::string>& more_risks,
                        std::string_view others, const std::vector<std::string>& targets);

}  // namespace certlift::library
