#include "cli/command_check.h"

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
  add_web_config(command, options);
  add_report_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_jobs(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  command.footer(
      "Examples:\n"
      "  certlift check applicationHost.config\n"
      "  certlift check --site Shop --format json configs/ > report.json\n"
      "Exit code: 0 nothing found but notes, 1 errors or warnings, 2 wrong command line,\n"
      "  3 a target cannot be read or understood");
}

int run_check(const Invocation& invocation) {
  const std::vector<Target> targets = find_targets(invocation);
  require_known_sites(invocation, targets);
  tell_interrupted(invocation, targets);
  render::Report report = report_for(invocation, render::Command::check);
  report.targets = in_parallel(targets, jobs_of(invocation), [&](const Target& target) {
    return with_memory_for(target.path, [&] { return check_target(invocation, target); });
  });
  if (invocation.options.web_config) {
    for (const Target& target : targets)
      std::ranges::move(check_web_configs(invocation, target), std::back_inserter(report.targets));
  }
  return tell(invocation, report, invocation.world.out);
}

}  // namespace certlift::cli
