#include "cli/options.h"

#include "cli/choice.h"
#include "cli/live_backup.h"
#include "library/request.h"
#include "server/live_config.h"
#include "text/wording.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace certlift::cli {
namespace {

using Names = std::vector<std::string>;

/// An option that may be given again and again, each time with one value.
CLI::Option* add_repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                            const std::string& placeholder, const std::string& description) {
  return command.add_option(name, values, description)
      ->option_text(placeholder)
      ->allow_extra_args(false)
      ->group(looked_at_group);
}

/// Of this machine's own IIS; nothing if it has none, or if nobody knows what its configuration is.
apply::OnChange live_backup(const World& world, const server::Live& live) {
  if (!world.live_dir || !live || !*live) return {};
  const auto info = world.files.info((*live)->path);
  if (!info) return {};
  return back_up_for_appcmd(
      world.files, {info->path, *world.live_dir, disk::join(disk::directory_of(*world.live_dir), "backup")});
}

}  // namespace

apply::Context Invocation::context() const {
  return {.files = world.files,
          .environment = world.environment,
          .backup_dir = options.backup_dir,
          .on_change = live_backup(world, live),
          .patience = std::chrono::seconds(options.wait),
          .keep = options.keep};
}

render::Colours Invocation::colours() const {
  const bool wanted = options.color == "always" ||
                      (options.color == "auto" && world.out_is_terminal && world.no_color.empty());
  return wanted ? render::Colours::on : render::Colours::off;
}

std::unexpected<Error> wrong_usage(std::string message) {
  return std::unexpected(Error{ErrorCode::wrong_usage, std::move(message)});
}

void add_targets(CLI::App& command, Options& options) {
  command
      .add_option("TARGET", options.targets,
                  "a file, a directory (searched for applicationHost.config), or - for standard input;\n"
                  "none: on Windows the live applicationHost.config")
      ->option_text("...");
  command.add_flag("--express", options.express, "the applicationhost.config of IIS Express (on Windows)")
      ->option_text(" ")
      ->group(looked_at_group);
}

void add_one_target(CLI::App& command, Options& options) {
  const auto set = [&options](const std::string& target) { options.targets = {target}; };
  command.add_option_function<std::string>("TARGET", set, "the file that was changed")
      ->option_text(" ")
      ->required();
}

void add_selection(CLI::App& command, Options& options) {
  add_repeatable(command, "--accept", options.selection.accept, "RISK",
                 "consent to fixes that have this risk; all: any risk (repeatable)")
      ->check(one_of("risk", risk_ids()));
  add_repeatable(command, "--site", options.selection.sites, "NAME", "only this site (repeatable)");
  add_repeatable(command, "--only", options.selection.only, "RULE", "only this rule (repeatable)")
      ->check(one_of("rule", rule_ids()));
  add_repeatable(command, "--skip", options.selection.skip, "RULE", "all rules but this (repeatable)")
      ->check(one_of("rule", rule_ids()));
}

void add_schema(CLI::App& command, Options& options) {
  command
      .add_option(schema_option, options.schema_dir,
                  "what IIS allows, as the *_schema.xml files in this directory say\n"
                  "(default: on Windows those of this server, if there are any)")
      ->option_text("DIR")
      ->group(looked_at_group);
}

void add_windows(CLI::App& command, Options& options) {
  const Names versions = library::windows_versions();
  const auto set = [&options](const std::string& version) {
    options.windows = static_cast<unsigned>(iis::read_number(version).value_or(0));
  };
  command
      .add_option_function<std::string>("--windows", set,
                                        "the server runs Windows Server " + text::alternatives(versions) +
                                            ";\nfrom 2022 on there is TLS 1.3 (default: not known)")
      ->option_text("VERSION")
      ->check(one_of("version of Windows Server", versions))
      ->group(looked_at_group);
}

void add_jobs(CLI::App& command, Options& options) {
  command.add_option("--jobs", options.jobs, "targets worked on at once (default: one per processor)")
      ->option_text("N")
      ->check(CLI::Range(1, 1024))
      ->group(work_group);
}

void add_backup_dir(CLI::App& command, Options& options) {
  command
      .add_option("--backup-dir", options.backup_dir,
                  "where backups and the journal are (default: .certlift beside each target)")
      ->option_text("DIR")
      ->group(work_group);
}

void add_wait(CLI::App& command, Options& options) {
  command
      .add_option("--wait", options.wait,
                  "how long to try again when another process holds a file (default: 10)")
      ->option_text("SECONDS")
      ->check(CLI::Range(0, 86'400))
      ->group(work_group);
}

void add_keep(CLI::App& command, Options& options) {
  command
      .add_option("--keep", options.keep,
                  "how many backups of a target are kept; older ones are removed after the change\n"
                  "(default: 20)")
      ->option_text("N")
      ->check(CLI::Range(1, 1'000'000))
      ->group(work_group);
}

void add_moved(CLI::App& command, Options& options) {
  command
      .add_flag("--moved", options.moved,
                "use the backups of a file of this name that was moved or copied here with them")
      ->option_text(" ")
      ->group(looked_at_group);
}

void add_consent_to_share(CLI::App& command, Options& options) {
  add_repeatable(
      command, "--accept", options.selection.accept, "RISK",
      std::string(shared_configuration) + ": consent to a change that affects all servers sharing the file")
      ->check(one_of("risk", {"all", shared_configuration}));
}

void add_dry_run(CLI::App& command, Options& options) {
  CLI::Option* dry_run = command.add_flag(
      "--dry-run", options.dry_run,
      "show the difference it would make, write nothing, and end with the exit code it would have");
  dry_run->option_text(" ")->group(work_group);
  add_show_secrets(command, options)->needs(dry_run);
}

CLI::Option* add_show_secrets(CLI::App& command, Options& options) {
  return command
      .add_flag("--show-secrets", options.show_secrets,
                "do not mask passwords and keys in the diff: it can be applied, and must be kept secret")
      ->option_text(" ")
      ->group(output_group);
}

void add_color(CLI::App& command, Options& options) {
  command.add_option("--color", options.color, "auto, always or never (default: auto; NO_COLOR is honoured)")
      ->option_text("WHEN")
      ->check(one_of("choice", {"auto", "always", "never"}))
      ->group(output_group);
}

void add_verbosity(CLI::App& command, Options& options) {
  auto* quiet = command.add_flag_callback(
      "-q,--quiet", [&options] { options.verbosity = Verbosity::quiet; },
      "no summary, and no log but errors");
  auto* verbose = command.add_flag_callback(
      "-v,--verbose", [&options] { options.verbosity = Verbosity::verbose; },
      "list all places, and log more");
  quiet->option_text(" ")->excludes(verbose)->group(output_group);
  verbose->option_text(" ")->group(output_group);
}

void add_quiet_notes(CLI::App& command, Options& options) {
  command.add_flag("--quiet-notes", options.quiet_notes, "leave out the notes, in every format")
      ->option_text(" ")
      ->group(output_group);
}

std::vector<std::string> risk_ids() {
  std::vector<std::string> ids = library::risk_ids();
  ids.insert(ids.begin() + 1, shared_configuration);
  return ids;
}

}  // namespace certlift::cli
