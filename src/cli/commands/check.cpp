#include "cli/commands/check.h"

#include "cli/fix_command.h"
#include "cli/formats.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/target_report.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "server/physical_path.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

namespace certlift::cli {
namespace {

struct CheckOptions {
  bool web_config = false;  ///< look into the applications' web.config files too
  std::vector<server::PathMapping> mappings = {};
};

/// A target, and the web.config files of its applications.
struct Checked {
  render::TargetReport report;
  std::vector<render::TargetReport> web_configs = {};
};

Checked check(const Invocation& invocation, const CheckOptions& options, const Target& target) {
  const auto reading = read(invocation, target);
  if (!reading) return {failed(target.path, reading.error())};
  Checked checked{report_of(invocation, **reading)};
  if (options.web_config) checked.web_configs = check_web_configs(invocation, options.mappings, **reading);
  return checked;
}

void add_web_config(CLI::App& command, CheckOptions& options) {
  auto* web_config =
      command.add_flag("--web-config", options.web_config,
                       "check the web.config of each application too; certlift never changes one");
  web_config->option_text(" ")->group(looked_at_group);
  const auto add = [&options](const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      const auto mapping = server::path_mapping(word);
      if (!mapping) throw CLI::ValidationError("--map", "expects FROM=TO, not \"" + word + "\"");
      options.mappings.push_back(*mapping);
    }
  };
  command
      .add_option_function<std::vector<std::string>>(
          "--map", add, "where a copy of the server's folders is, as in --map C:\\=/mnt/c (repeatable)")
      ->option_text("FROM=TO")
      ->allow_extra_args(false)
      ->needs(web_config)
      ->group(looked_at_group);
}

Result<int> run_check(const Invocation& invocation, const CheckOptions& options) {
  if (invocation.options.show_secrets && invocation.options.format != Format::sarif)
    return wrong_usage("--show-secrets is for --format sarif: no other report of check holds a secret");
  const auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  tell_interrupted(invocation, *targets);
  render::Report report = report_for(invocation, render::Command::check);
  auto checked = in_parallel(*targets, jobs_of(invocation), [&](const Target& target) {
    return with_memory_for(target.path, [&] { return check(invocation, options, target); });
  });
  for (Checked& one : checked) report.targets.push_back(std::move(one.report));
  if (auto known = require_known_sites(invocation, report.targets); !known)
    return std::unexpected(known.error());
  for (Checked& one : checked) std::ranges::move(one.web_configs, std::back_inserter(report.targets));
  report.fix_command = fix_command(invocation, invocation.options.targets);
  return tell(invocation, report, invocation.world.out);
}

}  // namespace

Run declare_check(CLI::App& command, Options& options) {
  const auto own = std::make_shared<CheckOptions>();
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, *own);
  add_report_format(command, options);
  add_show_secrets(command, options)
      ->description("with --format sarif: write out also the fixes that hold passwords or keys");
  add_color(command, options);
  add_verbosity(command, options);
  add_jobs(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  command.footer(
      "Examples:\n"
      "  certlift check applicationHost.config\n"
      "  certlift check --site Shop --format json configs/ > report.json");
  return [own](const Invocation& invocation) { return run_check(invocation, *own); };
}

}  // namespace certlift::cli
