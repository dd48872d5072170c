#pragma once

#include "cli/command_line.h"

#include <string>
#include <string_view>

namespace certlift::cli {

// What completes the command line in a shell, as a script of that shell: commands, options, and the values
// that are known; file names where files are named.
std::string bash_completions(const CommandLine& line);
std::string zsh_completions(const CommandLine& line);
std::string fish_completions(const CommandLine& line);
std::string powershell_completions(const CommandLine& line);  ///< for Windows PowerShell 5.1 too

/// The manual page certlift(1), in the language of man(7).
std::string manual_page(const CommandLine& line);

/// The text with `escape` before each of those characters.
std::string escaped(std::string_view text, std::string_view characters, std::string_view escape);

/// The words, with the separator between them.
std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace certlift::cli
