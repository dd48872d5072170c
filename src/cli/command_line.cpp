#include "cli/command_line.h"

#include "cli/choice.h"
#include "cli/exit_code_table.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace certlift::cli {
namespace {

/// What the placeholders of the help stand for.
constexpr std::array files_by_placeholder{
    std::pair{std::string_view("FILE"), Takes::file},     std::pair{std::string_view("TARGET"), Takes::file},
    std::pair{std::string_view("PLAN"), Takes::file},     std::pair{std::string_view("LOG"), Takes::file},
    std::pair{std::string_view("REPORT"), Takes::file},   std::pair{std::string_view("LIST"), Takes::file},
    std::pair{std::string_view("DIR"), Takes::directory},
};

Takes kind_of(std::string_view placeholder) {
  const auto row = std::ranges::find(files_by_placeholder, placeholder.substr(0, placeholder.find('|')),
                                     &decltype(files_by_placeholder)::value_type::first);
  return row == files_by_placeholder.end() ? Takes::word : row->second;
}

std::string on_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

Parameter parameter_of(CLI::Option& option) {
  Parameter parameter;
  if (option.nonpositional()) {
    for (const std::string& name : option.get_snames()) parameter.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) parameter.names.push_back("--" + name);
  }
  parameter.does = on_one_line(option.get_description());
  if (option.get_items_expected_max() == 0) return parameter;
  parameter.placeholder = option.nonpositional() ? option.get_option_text() : option.get_name();
  parameter.choices = choices_of(option);
  parameter.takes = kind_of(parameter.placeholder);
  parameter.is_repeatable = option.get_items_expected_max() > 1;
  return parameter;
}

/// Without the exit codes, which every command has.
std::string own_footer(const CLI::App& command) {
  std::string footer = command.get_footer();
  const std::string codes = exit_code_footer(command.get_name());
  if (footer.ends_with(codes)) footer.resize(footer.size() - codes.size());
  return footer.substr(0, footer.find_last_not_of('\n') + 1);
}

CommandWords words_of(CLI::App& command) {
  CommandWords words{command.get_name(), on_one_line(command.get_description()), {}, {}, own_footer(command)};
  for (CLI::Option* option : command.get_options())
    (option->nonpositional() ? words.options : words.arguments).push_back(parameter_of(*option));
  return words;
}

}  // namespace

CommandLine command_line_of(CLI::App& app) {
  CommandLine line{on_one_line(app.get_description()), {}, {}};
  for (CLI::Option* option : app.get_options()) line.options.push_back(parameter_of(*option));
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; }))
    line.commands.push_back(words_of(*command));
  return line;
}

}  // namespace certlift::cli
