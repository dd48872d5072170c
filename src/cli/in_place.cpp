#include "cli/in_place.h"

#include "apply/recovery.h"
#include "apply/store.h"
#include "apply/transaction.h"
#include "cli/again.h"
#include "cli/deeds.h"
#include "cli/tell.h"

#include <memory>
#include <set>
#include <string_view>
#include <utility>

namespace certlift::cli {
namespace {

/// `2 fixes: misplaced-client-cert-mappings`, for the journal.
std::string description_of(const engine::Repair& repair) {
  std::set<std::shared_ptr<const engine::Fix>> fixes;
  std::set<std::string_view> rules;
  for (const engine::Outcome& outcome : repair.outcomes) {
    if (!outcome.applied) continue;
    fixes.insert(outcome.finding->fix);
    rules.insert(outcome.finding->rule);
  }
  std::string text = std::to_string(fixes.size()) + (fixes.size() == 1 ? " fix" : " fixes");
  for (const std::string_view rule : rules) text.append(rule == *rules.begin() ? ": " : ", ").append(rule);
  return text;
}

/// The new bytes are in place in spite of the error: where that does not say it, the file does. Not where
/// another process was faster, even with the same bytes.
bool is_in_place(const Invocation& invocation, const Error& error, const std::string& path,
                 const std::string& bytes) {
  if (error.aftermath != Aftermath::unknown || error.code == ErrorCode::changed)
    return error.aftermath == Aftermath::changed;
  const auto now = invocation.world.files.read(path);
  return now && now->bytes == bytes;
}

/// The places in a JSON report are those of the target as it was read.
render::TargetReport as_left(const Invocation& invocation, render::TargetReport report) {
  if (invocation.options.format != Format::json) render::show_as_left(report);
  return report;
}

render::TargetReport write(const Invocation& invocation, Prepared target) {
  const apply::Context context = invocation.context();
  render::TargetReport report = std::move(target.report);
  const auto outcome = apply::change_file(context, target.snapshot, target.new_bytes, target.info);
  if (!outcome) {
    invocation.deeds.add(report.path, outcome.error());
    if (!is_in_place(invocation, outcome.error(), target.snapshot.path, target.new_bytes))
      return unfixed(std::move(report), outcome.error());
    report.error = outcome.error();
    return as_left(invocation, std::move(report));
  }
  invocation.deeds.add(report.path, "fixed", outcome->id);
  tell_notes(invocation, report.path, outcome->notes);
  report.backup = outcome->id;
  report.backup_folder = disk::join(apply::store_of(target.snapshot.path, context.backup_dir), outcome->id);
  return as_left(invocation, std::move(report));
}

}  // namespace

std::unexpected<render::TargetReport> cannot_prepare(const std::string& path, Error error) {
  return std::unexpected(failed(path, std::move(error)));
}

Prepared prepared(const Invocation& invocation, apply::Snapshot snapshot, const engine::Repair& repair,
                  apply::ChangeInfo info) {
  info.what = description_of(repair);
  return {std::move(snapshot), report_of(invocation, repair), std::string(repair.after->bytes()),
          std::move(info)};
}

render::TargetReport unfixed(render::TargetReport report, Error error) {
  if (error.path.empty()) error.path = report.path;
  report.error = std::move(error);
  report.sha256_after = report.sha256_before;
  report.changed = false;
  report.effect.reset();
  report.illustration.reset();
  for (engine::Outcome& outcome : report.outcomes) outcome.applied = outcome.gone = false;
  return report;
}

namespace {

render::TargetReport try_to_change(const Invocation& invocation, const std::string& path,
                                   const std::function<Preparation()>& prepare) {
  for (int tries = 1;; ++tries) {
    Preparation target = with_memory(prepare, [&]() -> Preparation {
      return cannot_prepare(path, {ErrorCode::unreadable, not_enough_memory});
    });
    if (!target) return target.error();
    if (!target->report.changed) return target->report;
    render::TargetReport report = write(invocation, std::move(*target));
    if (!report.error || report.error->code != ErrorCode::changed) return report;
    if (!may_try_again(invocation, path, tries)) {
      report.error->message = kept_on_writing;
      return report;
    }
  }
}

}  // namespace

render::TargetReport change_in_place(const Invocation& invocation, const std::string& path,
                                     const std::function<Preparation()>& prepare) {
  const disk::Interruption& interruption = *invocation.world.environment.interruption;
  if (auto wanted = disk::go_on(interruption, path); !wanted) return failed(path, wanted.error());
  const auto recovered = apply::recover(invocation.context(), path);
  if (!recovered) {
    invocation.deeds.add(path, recovered.error());
    return failed(path, recovered.error());
  }
  tell_notes(invocation, path, recovered->notes);
  render::TargetReport report = try_to_change(invocation, path, prepare);
  if (recovered->has_put_back && report.error) invocation.deeds.add_put_back(path, *report.error);
  return report;
}

}  // namespace certlift::cli
