#include "cli/fix_target.h"

#include "apply/snapshot.h"
#include "cli/in_place.h"
#include "cli/shared_configuration.h"
#include "cli/target_report.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace certlift::cli {
namespace {

Preparation prepare_fix(const Invocation& invocation, const std::string& path, Asking asking) {
  auto snapshot = apply::take_snapshot(invocation.world.files, path);
  if (!snapshot) return cannot_prepare(path, snapshot.error());
  const engine::Search search = search_of(invocation);
  auto reading = engine::read(snapshot->bytes, path, search);
  if (!reading) return cannot_prepare(path, reading.error());
  auto repair = engine::fix(*std::move(reading), search);
  if (repair) repair = agreed(invocation, *std::move(repair), asking);
  if (!repair) return cannot_prepare(path, repair.error());
  return prepared(invocation, std::move(*snapshot), *repair, {.command = "fix"});
}

render::TargetReport leave_shared(const Invocation& invocation, const Target& target) {
  const auto reading = read(invocation, target);
  if (!reading) return failed(target.path, reading.error());
  render::TargetReport report = report_of(invocation, **reading);
  const auto has_fix = [](const engine::Outcome& outcome) { return outcome.finding->fix != nullptr; };
  if (std::ranges::any_of(report.outcomes, has_fix))
    invocation.log.warn(
        "{}: other servers use this file too, so the change would take effect on all of them: that needs "
        "--accept {}; nothing was "
        "changed",
        target.path, shared_configuration);
  return report;
}

}  // namespace

render::TargetReport fix_target(const Invocation& invocation, const Target& target, Asking asking) {
  if (wants_consent_to_share(target.shared_by, invocation.options.selection))
    return leave_shared(invocation, target);
  if (target.error) return failed(target.path, *target.error);
  return change_in_place(invocation, target.path,
                         [&] { return prepare_fix(invocation, target.path, asking); });
}

}  // namespace certlift::cli
