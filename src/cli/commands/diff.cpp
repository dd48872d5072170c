#include "cli/commands/diff.h"

#include "cli/conditional_diff.h"
#include "cli/fix_command.h"
#include "cli/formats.h"
#include "cli/known_findings.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/report_file.h"
#include "cli/settings.h"
#include "cli/shown_difference.h"
#include "cli/target_report.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "library/difference.h"
#include "render/unified_diff.h"

#include <CLI/CLI.hpp>

#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct Difference {
  render::TargetReport report;
  std::string diff = {};
};

Difference compare(const Invocation& invocation, const Target& target) {
  auto reading = read(invocation, target);
  if (!reading) return {failed(target.path, reading.error())};
  const auto repair = engine::fix(*std::move(reading), search_of(invocation));
  if (!repair) return {failed(target.path, repair.error())};
  Difference difference{report_of(invocation, *repair)};
  if (invocation.options.format != Format::text) return difference;
  const auto conditional = conditional_diff(invocation, target, *repair, difference.report);
  if (!conditional) return {failed(target.path, conditional.error())};
  difference.diff = shown_difference(invocation, *repair) + *conditional;
  return difference;
}

}  // namespace

Run declare_diff(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_baseline(command, options);
  add_settings(command, options);
  add_report_format(command, options);
  add_report_file(command, options);
  add_show_secrets(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_quiet_notes(command, options);
  add_jobs(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  command.footer(
      "The difference goes to standard output, and what fix would leave as it is to standard error.\n"
      "What fix would change only with consent follows as a comment: each line begins with '#'.\n"
      "Examples:\n"
      "  certlift diff applicationHost.config\n"
      "  certlift diff --accept widens-access --show-secrets applicationHost.config > change.patch\n"
      "  certlift diff --format html applicationHost.config -o change.html");
  return run_diff;
}

Result<int> run_diff(const Invocation& invocation) {
  const auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  tell_interrupted(invocation, *targets);
  auto differences =
      in_parallel(invocation.progress, *targets, jobs_of(invocation), [&](const Target& target) {
        return with_memory_for(target.path, [&] { return compare(invocation, target); });
      });
  render::Report report = report_for(invocation, render::Command::diff);
  for (Difference& difference : differences) report.targets.push_back(std::move(difference.report));
  if (auto known = require_known_sites(invocation, report.targets); !known)
    return std::unexpected(known.error());
  if (is_illustrated(invocation.options.format))
    report.fix_command = fix_command(invocation, invocation.options.targets);
  for (Difference& difference : differences)
    invocation.world.out << render::coloured_diff(std::move(difference.diff), invocation.colours());
  return tell(invocation, report, invocation.world.err);
}

}  // namespace certlift::cli
