#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the exit codes say: the one place. The help of each command is made from it, and the table in
/// README.md is held against it.
namespace certlift::cli {

struct Meaning {
  int code;
  std::string_view text;
};

/// Of all commands together.
std::span<const Meaning> exit_codes();

/// Of one command, by code: in its own words, where the general ones do not fit. What is missing cannot come.
std::vector<Meaning> exit_codes_of(std::string_view command);

/// The end of a command's help.
std::string exit_code_footer(std::string_view command);

}  // namespace certlift::cli
