#pragma once

#include "cli/options.h"

#include <span>

namespace certlift::cli {

/// A command: a row of the table in commands.cpp.
struct Command {
  const char* name;
  const char* does;
  Run (*declare)(CLI::App&, Options&);  ///< its options, and a footer with examples; returns what it does
  Reach reach = Reach::looks;
};

std::span<const Command> commands();

}  // namespace certlift::cli
