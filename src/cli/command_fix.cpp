#include "cli/command_fix.h"

#include "apply/recovery.h"
#include "apply/snapshot.h"
#include "apply/store.h"
#include "apply/transaction.h"
#include "cli/command_diff.h"
#include "cli/parallel.h"
#include "cli/session.h"
#include "cli/tell.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <set>
#include <utility>

namespace certlift::cli {
namespace {

constexpr int max_tries = 5;

// --- in place ---

/// `2 fixes: misplaced-client-cert-mappings`, for the journal.
std::string description_of(const engine::Repair& repair) {
  std::set<std::shared_ptr<const engine::Fix>> fixes;
  std::set<std::string_view> rules;
  for (const engine::Outcome& outcome : repair.outcomes) {
    if (!outcome.applied) continue;
    fixes.insert(outcome.finding.fix);
    rules.insert(outcome.finding.rule);
  }
  std::string text = std::to_string(fixes.size()) + (fixes.size() == 1 ? " fix" : " fixes");
  for (const std::string_view rule : rules) text.append(rule == *rules.begin() ? ": " : ", ").append(rule);
  return text;
}

void log_notes(const Invocation& invocation, const std::string& path, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) invocation.log.info("{}: {}", path, note);
}

/// The same report if nothing came of it: nothing of what was found has been mended.
render::TargetReport unmended(render::TargetReport report, Error error) {
  if (error.path.empty()) error.path = report.path;
  report.error = std::move(error);
  report.sha256_after = report.sha256_before;
  report.changed = false;
  for (engine::Outcome& outcome : report.outcomes) outcome.applied = false;
  return report;
}

/// Even then the new bytes may be in place: the error says so.
bool is_in_place(const Invocation& invocation, const std::string& path, const std::string& bytes) {
  const auto now = invocation.world.files.read(path);
  return now && now->bytes == bytes;
}

/// Reads, mends and writes once.
render::TargetReport try_to_fix(const Invocation& invocation, const std::string& path) {
  const apply::Context context = invocation.context();
  const auto snapshot = apply::take_snapshot(context.files, path);
  if (!snapshot) return failed(path, snapshot.error());
  const auto work = work_on(invocation, snapshot->bytes, path);
  if (!work) return failed(path, work.error());
  render::TargetReport report = report_of(invocation, *work, path);
  if (!report.changed) return report;
  const auto outcome =
      apply::change_file(context, *snapshot, work->new_bytes, {"fix", description_of(work->repair)});
  if (!outcome && !is_in_place(invocation, snapshot->path, work->new_bytes))
    return unmended(std::move(report), outcome.error());
  if (!outcome) {
    report.error = outcome.error();
    return report;
  }
  log_notes(invocation, path, outcome->notes);
  report.backup = outcome->id;
  report.backup_folder = apply::join(apply::store_of(snapshot->path, context.backup_dir), outcome->id);
  return report;
}

/// Others write this file all day: what they have changed is read and thought over again.
render::TargetReport fix_in_place(const Invocation& invocation, const Target& target) {
  const apply::Context context = invocation.context();
  if (target.error) return failed(target.path, *target.error);
  const auto recovered = apply::recover(context, target.path);
  if (!recovered) return failed(target.path, recovered.error());
  log_notes(invocation, target.path, *recovered);
  for (int number = 1;; ++number) {
    render::TargetReport report = try_to_fix(invocation, target.path);
    if (!report.error || report.error->code != ErrorCode::changed || report.changed) return report;
    if (number == max_tries) {
      report.error->message = "somebody else kept on writing this file; try again when that is over";
      return report;
    }
    invocation.log.info("{}: somebody else wrote this file in the meantime; looking at it again ({} of {})",
                        target.path, number, max_tries - 1);
    context.environment.sleep(std::chrono::milliseconds(100) * (1 << number));
  }
}

/// Other servers use the file as well, and whoever asked for this change may think of one of them alone.
bool wants_consent_to_share(const Invocation& invocation, const Target& target) {
  return !target.shared_by.empty() &&
         !invocation.options.selection.accepts(engine::Risk{shared_configuration, {}, {}});
}

render::TargetReport leave_shared(const Invocation& invocation, const Target& target) {
  render::TargetReport report = check_target(invocation, target);
  const auto has_fix = [](const engine::Outcome& outcome) { return outcome.finding.fix != nullptr; };
  if (std::ranges::any_of(report.outcomes, has_fix))
    invocation.log.warn("{}: nothing was written: to change it for all of them, --accept {}", target.path,
                        shared_configuration);
  return report;
}

// --- elsewhere ---

bool goes_to_standard_output(const Invocation& invocation, const Target& target) {
  const std::string& output = invocation.options.output;
  return output == "-" || (output.empty() && target.standard_input);
}

/// What the result of one target may not be asked to do.
void require_sound_output(const Invocation& invocation, const std::vector<Target>& targets) {
  if (targets.size() != 1)
    wrong_usage("the result of one target only can go elsewhere, and there are " +
                std::to_string(targets.size()));
  const Target& target = targets.front();
  if (goes_to_standard_output(invocation, target)) {
    if (invocation.options.format != Format::text)
      wrong_usage("the result goes to standard output, so the report cannot; use -o FILE");
    return;
  }
  const auto from = invocation.world.files.info(target.path);
  const auto to = invocation.world.files.info(invocation.options.output);
  if (!target.standard_input && from && to && from->identity == to->identity)
    wrong_usage("-o names the target itself; leave it out to mend the target, with a backup");
}

render::TargetReport fix_elsewhere(const Invocation& invocation, const Target& target) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return failed(target.path, bytes.error());
  const auto work = work_on(invocation, std::move(*bytes), target.path);
  if (!work) return failed(target.path, work.error());
  if (goes_to_standard_output(invocation, target)) {
    invocation.world.out << work->new_bytes;
    return report_of(invocation, *work, target.path);
  }
  render::TargetReport report = report_of(invocation, *work, target.path);
  report.output = invocation.options.output;
  const std::string model = target.standard_input ? "" : target.path;
  const auto written = apply::write_elsewhere(invocation.context(), report.output, model, work->new_bytes);
  if (written) return report;
  Error error = written.error();
  error.path = std::exchange(report.output, "");
  return unmended(std::move(report), std::move(error));
}

bool is_for_elsewhere(const Invocation& invocation, const std::vector<Target>& targets) {
  return !invocation.options.output.empty() ||
         std::ranges::any_of(targets, [](const Target& target) { return target.standard_input != nullptr; });
}

}  // namespace

void declare_fix(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  command
      .add_option("-o,--output", options.output,
                  "the result goes there, and the target stays as it is; no backup")
      ->option_text("FILE|-");
  CLI::Option* dry_run = command.add_flag("--dry-run", options.dry_run, "the same as certlift diff");
  dry_run->option_text(" ")->excludes("--output");
  add_show_secrets(command, options)->needs(dry_run);
  add_backup_dir(command, options);
  add_report_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_jobs(command, options);
  command.footer(
      "Makes every fix that is safe or accepted. What is changed is backed up first, and is read back\n"
      "afterwards; undo and restore take it back. Standard input (-) is mended to standard output.\n"
      "Examples:\n"
      "  certlift fix applicationHost.config\n"
      "  certlift fix --site Shop --accept widens-access applicationHost.config\n"
      "  certlift fix - < old.config > new.config\n"
      "Exit code: 0 all done, or nothing to do, 1 something was refused or wants consent,\n"
      "  2 wrong command line, 3 a target cannot be read, understood or written, 4 others were\n"
      "  writing it all the time, 5 a check of certlift's own has failed and nothing was written");
}

int run_fix(const Invocation& invocation) {
  if (invocation.options.dry_run) return run_diff(invocation);
  const std::vector<Target> targets = find_targets(invocation);
  const bool elsewhere = is_for_elsewhere(invocation, targets);
  if (elsewhere) require_sound_output(invocation, targets);
  require_known_sites(invocation, targets);
  render::Report report = report_for(invocation, render::Command::fix);
  report.targets = in_parallel(targets, jobs_of(invocation), [&](const Target& target) {
    return elsewhere                                    ? fix_elsewhere(invocation, target)
           : wants_consent_to_share(invocation, target) ? leave_shared(invocation, target)
                                                        : fix_in_place(invocation, target);
  });
  const bool out_is_taken = elsewhere && goes_to_standard_output(invocation, targets.front());
  return tell(invocation, report, out_is_taken ? invocation.world.err : invocation.world.out);
}

}  // namespace certlift::cli
