#include "cli/completions.h"

namespace certlift::cli {
namespace {

constexpr std::string_view zsh_head = R"(#compdef certlift
# zsh completion for certlift, made by: certlift completions zsh
_certlift() {
  local context curcontext=$curcontext state state_descr line
  local -A opt_args
  local -a commands
  commands=(
)";

constexpr std::string_view zsh_middle = R"(  case $state in
    command) _describe -t commands command commands ;;
    argument)
      curcontext=${curcontext%:*}-$words[1]:
      case $words[1] in
)";

constexpr std::string_view zsh_tail = R"(      esac
      ;;
  esac
}
if [[ $funcstack[1] == _certlift ]]; then
  _certlift "$@"
else
  compdef _certlift certlift
fi
)";

/// In single quotes.
std::string zsh_quoted(const std::string& text) {
  std::string inner;
  for (const char c : text) inner += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + inner + "'";
}

std::string zsh_action(const Parameter& parameter) {
  if (!parameter.choices.empty()) return "(" + joined(parameter.choices, " ") + ")";
  if (parameter.takes == Takes::word) return " ";
  return parameter.takes == Takes::file ? "_files" : "_files -/";
}

/// One for each name, each excluding the others: -o and --output.
std::string zsh_specifications(const Parameter& option) {
  const bool takes_value = option.takes != Takes::nothing;
  std::string text;
  for (const std::string& name : option.names) {
    const std::string first = option.is_repeatable ? "*" : "(" + joined(option.names, " ") + ")";
    // -o FILE or -oFILE, --output FILE or --output=FILE
    const std::string attached = !takes_value ? "" : name.starts_with("--") ? "=" : "+";
    const std::string value =
        takes_value ? ":" + escaped(option.placeholder, ":\\", "\\") + ":" + zsh_action(option) : "";
    text += " \\\n            " +
            zsh_quoted(first + name + attached + "[" + escaped(option.does, "[]\\", "\\") + "]" + value);
  }
  return text;
}

std::string zsh_branch(const CommandWords& command) {
  std::string text = "        " + command.name + ")\n          _arguments -s -S";
  for (const Parameter& option : command.options) text += zsh_specifications(option);
  for (const Parameter& argument : command.arguments)
    text += " \\\n            " + zsh_quoted((argument.is_repeatable ? "*:" : ":") + argument.placeholder +
                                             ":" + zsh_action(argument));
  return text + "\n          ;;\n";
}

}  // namespace

std::string zsh_completions(const CommandLine& line) {
  std::string text(zsh_head);
  for (const CommandWords& command : line.commands)
    text += "    " + zsh_quoted(command.name + ":" + escaped(command.does, ":\\", "\\")) + "\n";
  text += "  )\n  _arguments -C";
  for (const Parameter& option : line.options) text += zsh_specifications(option);
  text += " \\\n    '1:command:->command' '*::argument:->argument'\n";
  text += zsh_middle;
  for (const CommandWords& command : line.commands) text += zsh_branch(command);
  return text + std::string(zsh_tail);
}

}  // namespace certlift::cli
