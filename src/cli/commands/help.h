#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace certlift::cli {

inline constexpr std::string_view help_command = "help";

/// For its own help, and for the list of commands: run() sees to what it does.
void declare_help(CLI::App& command);

/// What `certlift COMMAND --help` prints, or `certlift --help` without a command. Errors:
/// wrong_usage, if there is no such command.
Result<std::string> help_about(const CLI::App& app, const std::string& command);

/// What CLI11 says of a program or a command, without the second empty line that it puts between groups.
std::string help_of(const CLI::App& app);

}  // namespace certlift::cli
