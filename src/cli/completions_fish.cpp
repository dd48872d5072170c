#include "cli/completions.h"

namespace certlift::cli {
namespace {

constexpr std::string_view fish_head = R"(# fish completion for certlift, made by: certlift completions fish
function __certlift_has_no_command
    test (count (commandline -opc)) -eq 1
end
function __certlift_runs
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = $argv[1]
end
complete -c certlift -f
)";

std::string fish_quoted(std::string_view text) {
  return "'" + escaped(text, "'\\", "\\") + "'";
}

/// What comes of `complete -r` or of an argument.
std::string fish_value(const Parameter& parameter) {
  if (!parameter.choices.empty()) return " -f -a " + fish_quoted(joined(parameter.choices, " "));
  if (parameter.takes == Takes::file) return " -F";
  return parameter.takes == Takes::directory ? " -f -a '(__fish_complete_directories)'" : " -f";
}

std::string fish_line(const Parameter& option, const std::string& condition) {
  std::string text = "complete -c certlift -n " + condition;
  for (const std::string& name : option.names)
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (option.takes != Takes::nothing) text += " -r" + fish_value(option);
  return text + " -d " + fish_quoted(option.does) + "\n";
}

}  // namespace

std::string fish_completions(const CommandLine& line) {
  const std::string no_command = "__certlift_has_no_command";
  std::string text(fish_head);
  for (const Parameter& option : line.options) text += fish_line(option, no_command);
  for (const CommandWords& command : line.commands)
    text += "complete -c certlift -n " + no_command + " -a " + command.name + " -d " +
            fish_quoted(command.does) + "\n";
  for (const CommandWords& command : line.commands) {
    const std::string condition = "'__certlift_runs " + command.name + "'";
    if (!command.arguments.empty())
      text += "complete -c certlift -n " + condition + fish_value(command.arguments.front()) + "\n";
    for (const Parameter& option : command.options) text += fish_line(option, condition);
  }
  return text;
}

}  // namespace certlift::cli
