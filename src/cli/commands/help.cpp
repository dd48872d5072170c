#include "cli/commands/help.h"

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "text/closest.h"

#include <CLI/CLI.hpp>

#include <utility>
#include <vector>

namespace certlift::cli {
namespace {

std::string without_double_gaps(std::string help) {
  for (std::size_t at = 0; (at = help.find("\n\n\n", at)) != std::string::npos;) help.erase(at, 1);
  return help;
}

}  // namespace

void declare_help(CLI::App& command) {
  std::vector<std::string> names;
  for (const Command& row : commands()) names.emplace_back(row.name);
  command.add_option("COMMAND", "a command; none: all of them in short")
      ->option_text(" ")
      ->check(suggestions(names));
  command.footer("Example:\n  certlift help fix");
}

std::string help_of(const CLI::App& app) {
  return without_double_gaps(app.help());
}

Result<std::string> help_about(const CLI::App& app, const std::string& command) {
  if (command.empty())
    return without_double_gaps(
        app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal));
  std::vector<std::string> names;
  for (const CLI::App* one : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (one->get_name() == command) return without_double_gaps(one->help(app.get_name()));
    names.push_back(one->get_name());
  }
  return wrong_usage("unknown command \"" + command + "\"" + text::did_you_mean(command, names));
}

}  // namespace certlift::cli
