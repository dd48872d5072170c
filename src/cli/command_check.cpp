#include "cli/command_check.h"

#include "cli/fix_command.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/session.h"
#include "cli/tell.h"
#include "cli/web_configs.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>

namespace certlift::cli {

void declare_check(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
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
}

int run_check(const Invocation& invocation) {
  if (invocation.options.show_secrets && invocation.options.format != Format::sarif)
    wrong_usage("--show-secrets is for --format sarif: no other report of check holds a secret");
  const std::vector<Target> targets = find_targets(invocation);
  require_known_sites(invocation, targets);
  tell_interrupted(invocation, targets);
  render::Report report = report_for(invocation, render::Command::check);
  report.targets = in_parallel(targets, jobs_of(invocation), [&](const Target& target) {
    return with_memory_for(target.path, [&] { return check_target(invocation, target); });
  });
  report.fix_command = fix_command(invocation, invocation.options.targets);
  if (invocation.options.web_config) {
    for (const Target& target : targets)
      std::ranges::move(check_web_configs(invocation, target), std::back_inserter(report.targets));
  }
  return tell(invocation, report, invocation.world.out);
}

}  // namespace certlift::cli
