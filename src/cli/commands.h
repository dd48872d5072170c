#pragma once

#include "cli/options.h"

#include <span>

namespace certlift::cli {

/// A command: a row of the table in commands.cpp.
struct Command {
  const char* name;
  const char* does;
  void (*declare)(CLI::App&, Options&);  ///< its options, and a footer with examples
  int (*run)(const Invocation&);         ///< returns the exit code
  Reach reach = Reach::looks;
};

std::span<const Command> commands();

}  // namespace certlift::cli
