#include "cli/commands/fix.h"

#include "apply/transaction.h"
#include "cli/agreement.h"
#include "cli/commands/diff.h"
#include "cli/fix_target.h"
#include "cli/formats.h"
#include "cli/in_place.h"
#include "cli/known_findings.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/question.h"
#include "cli/settings.h"
#include "cli/target_report.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "server/live_config.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct FixOptions {
  std::string output = {};   ///< "-": standard output; empty: the target itself
  bool force = false;        ///< the output is replaced if it exists
  bool interactive = false;  ///< asks about each fix
  bool yes = false;          ///< does not ask
};

// --- asking ---

/// What is not named is this server's own: a person who is there sees what would become of it.
Result<Asking> asking_of(const Invocation& invocation, const FixOptions& options) {
  const bool can = can_ask(invocation.world);
  if (options.interactive && !can)
    return wrong_usage("--interactive asks, and standard input or standard error is no terminal");
  if (options.interactive) return Asking::each;
  return can && !options.yes && invocation.options.targets.empty() ? Asking::once : Asking::never;
}

// --- elsewhere ---

bool goes_to_standard_output(const FixOptions& options, const Target& target) {
  return options.output == "-" || (options.output.empty() && target.standard_input);
}

/// Where the result of one target cannot go.
Result<void> require_sound_output(const Invocation& invocation, const FixOptions& options,
                                  const std::vector<Target>& targets) {
  if (targets.size() != 1)
    return wrong_usage("the result of one target only can go elsewhere, and there are " +
                       std::to_string(targets.size()));
  const Target& target = targets.front();
  if (goes_to_standard_output(options, target)) {
    if (invocation.options.format != Format::text)
      return wrong_usage("the result goes to standard output, so the report cannot; use -o FILE");
    return {};
  }
  const auto from = invocation.world.files.info(target.path);
  const auto to = invocation.world.files.info(options.output);
  if (!target.standard_input && from && to && from->identity == to->identity)
    return wrong_usage("-o names the target itself; leave it out to fix the target, with a backup");
  return {};
}

render::TargetReport fix_elsewhere(const Invocation& invocation, const FixOptions& options,
                                   const Target& target, Asking asking) {
  auto reading = read(invocation, target);
  if (!reading) return failed(target.path, reading.error());
  auto repair = engine::fix(*std::move(reading), search_of(invocation));
  if (repair) repair = agreed(invocation, *std::move(repair), asking);
  if (!repair) return failed(target.path, repair.error());
  render::TargetReport report = report_of(invocation, *repair);
  if (goes_to_standard_output(options, target)) {
    invocation.world.out << repair->after->bytes();
    return report;
  }
  report.output = options.output;
  const std::string model = target.standard_input ? "" : target.path;
  const auto written =
      apply::write_elsewhere(invocation.context(), report.output, model, repair->after->bytes(),
                             options.force ? apply::Existing::is_replaced : apply::Existing::is_refused);
  if (written) {
    invocation.deeds.add(report.path, "the result is in " + render::in_one_line(report.output), "");
    return report;
  }
  Error error = written.error();
  invocation.deeds.add(report.output, error);
  error.path = std::exchange(report.output, "");
  return unfixed(std::move(report), std::move(error));
}

bool is_for_elsewhere(const FixOptions& options, const std::vector<Target>& targets) {
  return !options.output.empty() ||
         std::ranges::any_of(targets, [](const Target& target) { return target.standard_input != nullptr; });
}

Result<int> run_fix(const Invocation& invocation, const FixOptions& options) {
  if (invocation.options.dry_run) return run_diff(invocation);
  const auto asking = asking_of(invocation, options);
  if (!asking) return std::unexpected(asking.error());
  const auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  const bool elsewhere = is_for_elsewhere(options, *targets);
  const auto sound = elsewhere ? require_sound_output(invocation, options, *targets) : Result<void>();
  if (!sound) return std::unexpected(sound.error());
  if (auto known = require_known_sites(invocation, *targets); !known) return std::unexpected(known.error());
  render::Report report = report_for(invocation, render::Command::fix);
  const auto work = [&](const Target& target) {
    return with_memory_for(
        target.path,
        [&] {
          return elsewhere ? fix_elsewhere(invocation, options, target, *asking)
                           : fix_target(invocation, target, *asking);
        },
        Aftermath::unknown);
  };
  report.targets = *asking == Asking::never
                       ? in_parallel(invocation.progress, *targets, jobs_of(invocation), work)
                       : in_parallel(*targets, 1, work);
  const bool out_is_taken = elsewhere && goes_to_standard_output(options, targets->front());
  return tell(invocation, report, out_is_taken ? invocation.world.err : invocation.world.out);
}

}  // namespace

Run declare_fix(CLI::App& command, Options& options) {
  const auto own = std::make_shared<FixOptions>();
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_baseline(command, options);
  add_settings(command, options);
  command
      .add_option("-o,--output", own->output,
                  "the result goes there, and the target stays as it is; no backup. A FILE that exists\n"
                  "is not replaced without --force")
      ->option_text("FILE|-");
  command.add_flag("--force", own->force, "with -o: replace FILE")->option_text(" ")->needs("--output");
  CLI::Option* dry_run = command.add_flag("--dry-run", options.dry_run, "the same as certlift diff");
  dry_run->option_text(" ")->excludes("--output");
  add_show_secrets(command, options)->needs(dry_run);
  CLI::Option* interactive =
      command.add_flag("--interactive", own->interactive, "ask about each fix, on a terminal");
  interactive->option_text(" ")->excludes(dry_run);
  command
      .add_flag("--yes", own->yes, "do not ask on a terminal whether this server's own file may be changed")
      ->option_text(" ")
      ->excludes(interactive);
  add_backup_dir(command, options);
  add_keep(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  add_report_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_quiet_notes(command, options);
  add_jobs(command, options);
  command.footer(
      "Makes every fix that is safe or accepted. What is changed is backed up first, and is read back\n"
      "afterwards; undo and restore revert it. Without TARGET, or with --interactive, a person at a\n"
      "terminal is shown the difference and who gets in where, and asked first. With - (standard input) the "
      "result goes to standard output.\n"
      "Examples:\n"
      "  certlift fix applicationHost.config\n"
      "  certlift fix --site Shop --accept widens-access applicationHost.config\n"
      "  certlift fix - < old.config > new.config");
  return [own](const Invocation& invocation) { return run_fix(invocation, *own); };
}

}  // namespace certlift::cli
