#include "cli/commands/check.h"

#include "cli/fix_command.h"
#include "cli/formats.h"
#include "cli/known_findings.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/report_file.h"
#include "cli/settings.h"
#include "cli/target_report.h"
#include "cli/tell.h"
#include "cli/web_configs.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>

namespace certlift::cli {
namespace {

/// A target, and its web.config files.
struct Checked {
  render::TargetReport report;
  std::vector<render::TargetReport> web_configs = {};
};

/// With pictures of what fix would make of it.
render::TargetReport illustrated(const Invocation& invocation, const engine::SharedReading& reading) {
  const auto repair = engine::fix(reading, search_of(invocation));
  if (!repair) return failed(reading->document.path(), repair.error());
  return report_before_fix(invocation, *repair);
}

Checked check(const Invocation& invocation, const Target& target) {
  const auto reading = read(invocation, target);
  if (!reading) return {failed(target.path, reading.error())};
  if (is_illustrated(invocation.options.format))
    return {illustrated(invocation, *reading), reports_of_web_configs(invocation, **reading)};
  return {report_of(invocation, **reading), reports_of_web_configs(invocation, **reading)};
}

Result<int> run_check(const Invocation& invocation) {
  if (invocation.options.show_secrets && invocation.options.format != Format::sarif)
    return wrong_usage("--show-secrets is for --format sarif: no other report of check holds a secret");
  if (auto whole = require_whole(invocation); !whole) return std::unexpected(whole.error());
  const auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  tell_interrupted(invocation, *targets);
  render::Report report = report_for(invocation, render::Command::check);
  auto checked = in_parallel(invocation.progress, *targets, jobs_of(invocation), [&](const Target& target) {
    return with_memory_for(target.path, [&] { return check(invocation, target); });
  });
  for (Checked& one : checked) report.targets.push_back(std::move(one.report));
  if (auto known = require_known_sites(invocation, report.targets); !known)
    return std::unexpected(known.error());
  for (Checked& one : checked) std::ranges::move(one.web_configs, std::back_inserter(report.targets));
  if (invocation.options.write_baseline)
    if (auto saved = save_baseline(invocation, report); !saved) {
      tell(invocation, report, invocation.world.out);
      return std::unexpected(saved.error());
    }
  report.fix_command = fix_command(invocation, invocation.options.targets);
  return tell(invocation, report, invocation.world.out);
}

}  // namespace

Run declare_check(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_baseline(command, options);
  add_settings(command, options);
  add_write_baseline(command, options);
  add_report_format(command, options);
  add_report_file(command, options);
  add_show_secrets(command, options)
      ->description("with --format sarif: write out also the fixes that hold passwords or keys");
  add_color(command, options);
  add_verbosity(command, options);
  add_quiet_notes(command, options);
  command
      .add_flag("--exit-zero", options.exit_zero,
                "exit with 0 whatever is found; what cannot be read still counts")
      ->option_text(" ")
      ->group(output_group);
  add_jobs(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  command.footer(
      "Examples:\n"
      "  certlift check applicationHost.config\n"
      "  certlift check --site Shop --format json configs/ -o report.json\n"
      "  certlift check --format html applicationHost.config -o report.html");
  return run_check;
}

}  // namespace certlift::cli
