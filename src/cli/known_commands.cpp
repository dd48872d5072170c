#include "cli/known_commands.h"

#include "cli/commands.h"
#include "cli/commands/help.h"
#include "cli/exit_code_table.h"
#include "cli/libraries.h"

#include <algorithm>

namespace certlift::cli {
namespace {

constexpr const char* about =
    "Finds IIS client certificate mappings that are saved below a site in applicationHost.config,\n"
    "where IIS does not read them, and lifts them to the site. Everything else stays as it is.";

void declare_version(CLI::App& app, const std::optional<Library>& allocator) {
  const std::string does = "with --version: also the versions of the libraries it is linked with";
  CLI::Option* verbose = app.add_flag("-v,--verbose", does);
  const auto version = [verbose, allocator] {
    return verbose->count() > 0 ? versions(allocator) : "certlift " CERTLIFT_VERSION;
  };
  verbose->option_text(" ")->needs(app.set_version_flag("--version", version, "print the version and exit"));
}

}  // namespace

KnownCommands::KnownCommands(Options& options, Deeds& deeds, const std::optional<Library>& allocator)
    : app_(about, "certlift"), options_(options) {
  app_.allow_windows_style_options(false);
  app_.set_help_flag("-h,--help", "print this and exit");
  declare_version(app_, allocator);
  app_.get_formatter()->column_width(26);
  app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app_.get_formatter()->label("Positionals", "Arguments");
  app_.footer("See certlift COMMAND --help for each.");
  for (const Command& command : commands())
    app_.add_subcommand(command.name, command.does)
        ->group("Commands")
        ->preparse_callback([&deeds, reach = command.reach](std::size_t) { deeds.may(reach); });
  declare_help(*app_.add_subcommand(std::string(help_command), "the same as certlift [COMMAND] --help")
                    ->group("Commands"));
}

void KnownCommands::declare(std::size_t row) {
  const Command& command = commands()[row];
  if (runs_.contains(command.name)) return;
  CLI::App& subcommand = *app_.get_subcommand(command.name);
  runs_.emplace(command.name, command.declare(subcommand, options_));
  const std::string examples = subcommand.get_footer();
  subcommand.footer(examples + (examples.empty() ? "" : "\n") + exit_code_footer(command.name));
}

CLI::App& KnownCommands::app_for(std::span<const std::string> words) {
  for (std::size_t row = 0; row < commands().size(); ++row) {
    if (std::ranges::find(words, commands()[row].name) == words.end()) continue;
    declare(row);
    if (commands()[row].tells == Tells::all_commands) whole_app();
  }
  return app_;
}

const CLI::App& KnownCommands::whole_app() {
  for (std::size_t row = 0; row < commands().size(); ++row) declare(row);
  return app_;
}

}  // namespace certlift::cli
