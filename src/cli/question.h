#pragma once

#include "cli/world.h"

#include <optional>
#include <span>
#include <string>

/// Asking the person at the terminal.
namespace certlift::cli {

/// An answer that may be given.
struct Answer {
  char letter;
  std::string meaning;  ///< as the help has it
};

/// Standard input and standard error are a terminal: there is somebody to answer.
bool can_ask(const World& world);

/// Asks on standard error until one of the answers is given, by its letter or a word that begins with it; all
/// else shows what the letters mean. Returns the letter. Nothing: the input has come to its end.
std::optional<char> ask(const World& world, const std::string& question, std::span<const Answer> answers);

}  // namespace certlift::cli
