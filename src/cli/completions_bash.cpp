#include "cli/completions.h"

namespace certlift::cli {
namespace {

constexpr std::string_view bash_head = R"(# bash completion for certlift, made by: certlift completions bash
_certlift() {
  local word=${COMP_WORDS[COMP_CWORD]} before='' command='' options='' takes=word values=''
  ((COMP_CWORD > 1)) && before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  # bash takes --format=json apart at the =
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $command in
)";

constexpr std::string_view bash_tail = R"(  esac
  COMPREPLY=()
  if [[ $word == -* && -n $options ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  elif [[ -n $values ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
  elif [[ $takes == file || $takes == directory ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -A "$takes" -- "$word")
  fi
}
complete -F _certlift certlift
)";

std::string_view bash_word_for(Takes takes) {
  return takes == Takes::file ? "file" : takes == Takes::directory ? "directory" : "word";
}

std::string bash_names(const std::vector<Parameter>& options) {
  std::string names;
  for (const Parameter& option : options) names += (names.empty() ? "" : " ") + joined(option.names, " ");
  return names;
}

std::string bash_takes(const Parameter& parameter) {
  return "takes=" + std::string(bash_word_for(parameter.takes)) + " values='" +
         joined(parameter.choices, " ") + "'";
}

std::string bash_branch(const CommandWords& command) {
  std::string text = "    " + command.name + ")\n      options='" + bash_names(command.options) + "'\n";
  if (!command.arguments.empty()) text += "      " + bash_takes(command.arguments.front()) + "\n";
  std::string values;
  for (const Parameter& option : command.options)
    if (option.takes != Takes::nothing)
      values += "        " + joined(option.names, " | ") + ") options='' " + bash_takes(option) + " ;;\n";
  if (!values.empty()) text += "      case $before in\n" + values + "      esac\n";
  return text + "      ;;\n";
}

}  // namespace

std::string bash_completions(const CommandLine& line) {
  std::vector<std::string> commands;
  for (const CommandWords& command : line.commands) commands.push_back(command.name);
  std::string text = std::string(bash_head) + "    '')\n      options='" + bash_names(line.options) +
                     "'\n      values='" + joined(commands, " ") + "'\n      ;;\n";
  for (const CommandWords& command : line.commands) text += bash_branch(command);
  return text + std::string(bash_tail);
}

}  // namespace certlift::cli
