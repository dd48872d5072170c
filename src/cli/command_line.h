#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

/// The command line as values, read off its definition: what the completions and the manual page are made
/// from.
namespace certlift::cli {

/// What a value can be; choices stand beside it.
enum class Takes { nothing, word, file, directory };

/// An option, or an argument without a name.
struct Parameter {
  std::vector<std::string> names;    ///< "-o", "--output"; of an argument: none
  std::string placeholder;           ///< stands for the value in a help text; empty: it takes none
  std::string does;                  ///< on one line
  std::vector<std::string> choices;  ///< the values there are; none: any
  Takes takes = Takes::nothing;
  bool is_repeatable = false;
};

struct CommandWords {
  std::string name;
  std::string does;
  std::vector<Parameter> options;
  std::vector<Parameter> arguments;
  std::string footer;  ///< below its options: examples, as lines
};

struct CommandLine {
  std::string about;
  std::vector<Parameter> options;  ///< without a command
  std::vector<CommandWords> commands;
};

/// Of the whole program, in the order of its help.
CommandLine command_line_of(CLI::App& app);

}  // namespace certlift::cli
