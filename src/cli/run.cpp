#include "cli/run.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/commands/help.h"
#include "cli/error_log.h"
#include "cli/exit_code.h"
#include "cli/known_commands.h"
#include "cli/known_findings.h"
#include "cli/report_file.h"
#include "cli/server_schema.h"
#include "cli/settings.h"
#include "cli/shared_configuration.h"
#include "cli/tell.h"
#include "disk/limited_files.h"
#include "render/wrap.h"
#include "text/closest.h"
#include "text/wording.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>

namespace certlift::cli {
namespace {

const CLI::App* chosen(const CLI::App& app) {
  const auto subcommands = app.get_subcommands();
  return subcommands.empty() ? nullptr : subcommands.front();
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  names.emplace_back(help_command);
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// What is wrong with the first argument that no option takes.
std::string unexpected_argument(const CLI::App& app) {
  const CLI::App* command = app.remaining(false).empty() ? chosen(app) : nullptr;
  const std::string word = app.remaining(true).front();
  if (word.starts_with("-")) {
    const std::string name = word.substr(0, word.find('='));
    const std::string hint = command != nullptr ? text::did_you_mean(name, option_names(*command))
                                                : "; options follow the command";
    return "unknown option " + name + hint;
  }
  if (command != nullptr) return "unexpected argument \"" + word + "\"";
  return "unknown command \"" + word + "\"" + text::did_you_mean(word, command_names());
}

/// CLI11 says of an option without its value: `--site: 1 required TEXT missing`, and of a wrong one
/// `--jobs: Value 0 not in range`.
std::string wording_of(const CLI::ParseError& error) {
  const std::string what = error.what();
  if (what.ends_with(" missing")) return what.substr(0, what.find(':')) + " needs a value";
  const std::size_t colon = what.find(": ");
  if (!what.starts_with("--") || colon == std::string::npos) return text::uncapitalized(what);
  return what.substr(0, colon + 2) + text::uncapitalized(what.substr(colon + 2));
}

int complain(const CLI::App& app, const std::string& message, const Deeds& deeds, const World& world) {
  const CLI::App* command = chosen(app);
  world.err << render::wrapped("certlift: " + message + deeds.ending() + "\n", world.err_columns)
            << "see certlift " << (command != nullptr ? command->get_name() + " " : "") << "--help\n";
  return exit_code::wrong_usage;
}

/// The same world, in which what is busy is waited for. `document`: where the report goes that is for a file.
World with_patience(const World& world, disk::WritableFiles& files, std::ostream* document) {
  return {.files = files,
          .environment = world.environment,
          .in = world.in,
          .out = document != nullptr ? *document : world.out,
          .err = world.err,
          .in_is_terminal = world.in_is_terminal,
          .out_is_terminal = document == nullptr && world.out_is_terminal,
          .out_columns = document == nullptr ? world.out_columns : 0,
          .err_columns = world.err_columns,
          .shows_progress = world.shows_progress,
          .no_color = world.no_color,
          .live_dir = world.live_dir,
          .variable = world.variable,
          .express_config = world.express_config,
          .processors = world.processors};
}

/// With what it goes by besides the command line: the schema, and the baseline.
Result<int> run_informed(const Run& command, const Invocation& invocation) {
  const auto schema = server_schema(invocation);
  if (!schema) return std::unexpected(schema.error());
  Invocation whole{invocation.options,  invocation.world, invocation.log, invocation.deeds,   invocation.live,
                   invocation.progress, **schema,         nullptr,        invocation.settings};
  if (whole.options.baseline.empty() || whole.options.write_baseline) return command(whole);
  const auto known = load_baseline(whole);
  if (!known) return std::unexpected(known.error());
  whole.baseline = &*known;
  return command(whole);
}

/// Its exit code. Errors that no report was made for are told here.
int run_and_tell(const CLI::App& app, const Run& run, const Invocation& invocation) {
  const bool has_schema = chosen(app)->get_option_no_throw(schema_option) != nullptr;
  const auto code = has_schema ? run_informed(run, invocation) : run(invocation);
  if (code) return *code;
  return code.error().code == ErrorCode::wrong_usage
             ? complain(app, code.error().message, invocation.deeds, invocation.world)
             : tell(invocation, code.error());
}

/// The same, and writes what it prints to the file that -o names; if there is something.
int run_into_file(const CLI::App& app, const Run& run, const Invocation& invocation,
                  const WatchedFiles& files, const std::ostringstream& document) {
  if (auto free = require_replaceable(invocation, files); !free) return tell(invocation, free.error());
  const int code = run_and_tell(app, run, invocation);
  if (document.view().empty() || code == exit_code::interrupted) return code;
  const auto saved = save_report(invocation, files, document.view());
  return saved ? code : std::max(code, tell(invocation, saved.error()));
}

int run_chosen(KnownCommands& known, CLI::App& app, const Options& options, const World& whole_world,
               Deeds& deeds) {
  const CLI::App* command = chosen(app);
  if (command == nullptr) {
    whole_world.err << render::wrapped_help(help_of(app), whole_world.err_columns);
    return exit_code::wrong_usage;
  }
  const disk::LimitedFiles patient(whole_world.files, whole_world.environment,
                                   std::chrono::seconds(options.wait), options.max_size);
  const auto settings = apply_settings(*app.get_subcommand(command->get_name()), options, patient,
                                       [&]() -> const CLI::App& { return known.whole_app(); });
  if (!settings && settings.error().code == ErrorCode::wrong_usage)
    return complain(app, settings.error().message, deeds, whole_world);
  WatchedFiles files(whole_world.files, whole_world.environment, options);
  std::ostringstream document;
  const World world = with_patience(whole_world, files, goes_to_file(options) ? &document : nullptr);
  Progress progress(world);
  spdlog::logger log = log_to(progress, world.err_columns, options.verbosity);
  const server::Live live =
      world.live_dir ? server::Live(server::live_config(world.files, *world.live_dir)) : std::nullopt;
  const Invocation invocation{options,
                              world,
                              log,
                              deeds,
                              live,
                              progress,
                              iis::Schema::built_in(),
                              nullptr,
                              settings ? &*settings : nullptr};
  if (!settings) return tell(invocation, settings.error());
  tell_settings(*settings, *command, log);
  if (deeds.may_change() && !options.targets.empty()) tell_if_unknown(invocation);
  const Run& run = known.run_of(command->get_name());
  return goes_to_file(options) ? run_into_file(app, run, invocation, files, document)
                               : run_and_tell(app, run, invocation);
}

/// The command that `certlift help [COMMAND]` asks about; CLI11 would take its name for a command to
/// run. Nothing: another command line, or `certlift help --help`.
Result<std::optional<std::string>> asked_about(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != help_command) return std::nullopt;
  if (arguments.size() == 1) return std::optional<std::string>("");
  if (arguments[1].starts_with("-")) return std::nullopt;
  if (arguments.size() > 2) return wrong_usage("unexpected argument \"" + arguments[2] + "\"");
  return arguments[1];
}

/// The help that `certlift help [COMMAND]` wants; nothing: another command line.
Result<std::optional<std::string>> wanted_help(const CLI::App& app,
                                               const std::vector<std::string>& arguments) {
  const auto command = asked_about(arguments);
  if (!command || !*command) return command;
  return help_about(app, **command);
}

/// The only place that handles a wrong command line, whoever found it.
int parse_and_run(KnownCommands& known, const Options& options, std::vector<std::string> arguments,
                  const World& world, Deeds& deeds) {
  CLI::App& app = known.app_for(arguments);
  try {
    const auto help = wanted_help(app, arguments);
    if (!help) return complain(app, help.error().message, deeds, world);
    if (*help) {
      world.out << render::wrapped_help(**help, world.out_columns);
      return exit_code::done;
    }
    std::ranges::reverse(arguments);
    app.parse(std::move(arguments));
    return run_chosen(known, app, options, world, deeds);
  } catch (const CLI::CallForHelp&) {
    world.out << render::wrapped_help(help_of(app), world.out_columns);
  } catch (const CLI::CallForVersion& version) {
    world.out << version.what() << '\n';
  } catch (const CLI::ExtrasError&) {
    return complain(app, unexpected_argument(app), deeds, world);
  } catch (const CLI::ParseError& error) {
    return complain(app, wording_of(error), deeds, world);
  } catch (const std::bad_alloc&) {
    world.err << "certlift: " << not_enough_memory
              << (deeds.may_change() ? "; what was changed by then, if anything, certlift backups lists" : "")
              << '\n';
    return exit_code::failed;
  }
  return exit_code::done;
}

}  // namespace

int run(std::vector<std::string> arguments, const World& world) {
  Options options;
  Deeds deeds;
  KnownCommands known(options, deeds, world.allocator);
  const int code = parse_and_run(known, options, std::move(arguments), world, deeds);
  world.out.flush();
  const bool is_lost = !world.out.good();
  const bool is_interrupted = world.environment.interruption->is_requested();
  std::string ending =
      is_lost ? "certlift: standard output could not be written; what was to stand there is lost" : "";
  if (is_interrupted) ending += std::string(is_lost ? "\n" : "") + "certlift: interrupted";
  if (is_lost || is_interrupted)
    world.err << render::wrapped(ending + deeds.ending() + "\n", world.err_columns);
  return std::max({code, is_lost ? exit_code::failed : exit_code::done,
                   is_interrupted ? exit_code::interrupted : exit_code::done});
}

}  // namespace certlift::cli
