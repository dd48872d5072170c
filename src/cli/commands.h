#pragma once

#include "cli/options.h"

#include <span>

namespace certlift::cli {

/// Whose options a command tells of.
enum class Tells { its_own, all_commands };

/// A command: a row of the table in commands.cpp.
struct Command {
  const char* name;
  const char* does;
  Run (*declare)(CLI::App&, Options&);  ///< its options, and a footer with examples; returns what it does
  Reach reach = Reach::looks;
  Tells tells = Tells::its_own;
};

std::span<const Command> commands();

}  // namespace certlift::cli
