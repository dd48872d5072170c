#include "cli/completions.h"

namespace certlift::cli {
namespace {

constexpr std::string_view powershell_head =
    R"(# PowerShell completion for certlift, made by: certlift completions powershell
Register-ArgumentCompleter -Native -CommandName 'certlift', 'certlift.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $commands = [ordered]@{
)";

constexpr std::string_view powershell_tail = R"(    }
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.ToString() })
    $name = if ($words.Count -gt 1) { $words[1] } else { '' }
    if (-not $commands.Contains($name)) { return }
    $command = $commands[$name]
    $before = $words[-1]
    $stays = ''
    if ($wordToComplete -match '^(--[^=]+)=(.*)$') {
        $before = $Matches[1]
        $stays = "$before="
        $wordToComplete = $Matches[2]
    }
    $candidates = $command.Arguments
    if ($command.Values.ContainsKey($before)) {
        $candidates = $command.Values[$before]
    } elseif ($wordToComplete -like '-*') {
        $candidates = $command.Options
    }
    foreach ($text in $candidates.Keys) {
        if ($text.StartsWith($wordToComplete, [StringComparison]::OrdinalIgnoreCase)) {
            [System.Management.Automation.CompletionResult]::new($stays + $text, $text, 'ParameterValue', $candidates[$text])
        }
    }
}
)";

std::string powershell_quoted(std::string_view text) {
  return "'" + escaped(text, "'", "'") + "'";
}

/// Words with what they mean, or with themselves: a tool tip may not be empty.
std::string powershell_pair(const std::string& word, const std::string& meaning) {
  return powershell_quoted(word) + " = " + powershell_quoted(meaning.empty() ? word : meaning) + "; ";
}

std::string powershell_choices(const std::vector<std::string>& choices) {
  std::string text;
  for (const std::string& choice : choices) text += powershell_pair(choice, "");
  return "[ordered]@{ " + text + "}";
}

std::string powershell_options(const std::vector<Parameter>& options) {
  std::string text;
  for (const Parameter& option : options)
    for (const std::string& name : option.names)
      text += "                " + powershell_pair(name, option.does) + "\n";
  return "[ordered]@{\n" + text + "            }\n";
}

std::string powershell_values(const std::vector<Parameter>& options) {
  std::string text;
  for (const Parameter& option : options)
    if (option.takes != Takes::nothing)
      for (const std::string& name : option.names)
        text +=
            "                " + powershell_quoted(name) + " = " + powershell_choices(option.choices) + "\n";
  return "@{\n" + text + "            }\n";
}

std::string powershell_entry(const std::string& name, const std::string& arguments,
                             const std::vector<Parameter>& options) {
  return "        " + powershell_quoted(name) + " = @{\n            Arguments = " + arguments +
         "\n            Options = " + powershell_options(options) +
         "            Values = " + powershell_values(options) + "        }\n";
}

}  // namespace

std::string powershell_completions(const CommandLine& line) {
  std::string commands;
  for (const CommandWords& command : line.commands) commands += powershell_pair(command.name, command.does);
  std::string text =
      std::string(powershell_head) + powershell_entry("", "[ordered]@{ " + commands + "}", line.options);
  for (const CommandWords& command : line.commands) {
    const auto& arguments = command.arguments;
    const std::vector<std::string> none;
    text += powershell_entry(command.name,
                             powershell_choices(arguments.empty() ? none : arguments.front().choices),
                             command.options);
  }
  return text + std::string(powershell_tail);
}

}  // namespace certlift::cli
