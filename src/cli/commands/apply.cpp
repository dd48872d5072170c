#include "cli/commands/apply.h"

#include "apply/snapshot.h"
#include "base/sha256.h"
#include "cli/formats.h"
#include "cli/in_place.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/plan_difference.h"
#include "cli/settings.h"
#include "cli/shared_configuration.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "plan/content.h"
#include "plan/reader.h"
#include "server/live_config.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <istream>
#include <memory>
#include <numeric>
#include <utility>

namespace certlift::cli {
namespace {

// --- the plan ---

std::unexpected<Error> too_large() {
  return std::unexpected(Error{ErrorCode::not_understood, "this is no plan: it is too large for one"});
}

Result<std::string> text_from(std::istream& in) {
  auto text = read_all(in, plan::max_plan_size);
  return text ? Result<std::string>(std::move(*text)) : too_large();
}

Result<std::string> plan_text(const Invocation& invocation, const std::string& path) {
  if (path == "-") return text_from(invocation.world.in);
  const auto info = invocation.world.files.info(path);
  if (!info) return std::unexpected(info.error());
  if (info->kind != disk::FileKind::regular)
    return std::unexpected(
        Error{ErrorCode::unreadable, "this is not a regular file; name a plan, or - for standard input"});
  if (info->size > plan::max_plan_size) return too_large();
  auto content = invocation.world.files.read(path);
  if (!content) return std::unexpected(content.error());
  return std::move(content->bytes);
}

Result<plan::Plan> load_plan(const Invocation& invocation, const std::string& path) {
  const auto text = plan_text(invocation, path);
  auto plan = text ? plan::read_plan(*text, {rule_ids(), risk_ids()}) : std::unexpected(text.error());
  if (!plan && plan.error().path.empty()) plan.error().path = path == "-" ? standard_input_name : path;
  return plan;
}

// --- is the file what the plan was made for? ---

/// A file that the plan is to be applied to.
struct Item {
  std::string path;
  const plan::PlannedTarget* planned;  ///< nullptr: whichever of the plan's has its hash
};

Result<std::vector<Item>> items_of(const Invocation& invocation, const plan::Plan& plan) {
  std::vector<Item> items;
  for (const std::string& path : invocation.options.targets)
    items.push_back({path, plan.targets.size() == 1 ? &plan.targets.front() : nullptr});
  if (!items.empty()) return items;
  for (const plan::PlannedTarget& target : plan.targets) {
    if (target.path == standard_input_name)
      return wrong_usage("the plan was made of standard input; name the file with --target");
    items.push_back({target.path, &target});
  }
  return items;
}

std::unexpected<render::TargetReport> stale(const Item& item, const apply::Snapshot& now,
                                            const std::string& why) {
  auto report = cannot_prepare(item.path, {ErrorCode::changed, why + "; make a new plan"});
  report.error().sha256_before = report.error().sha256_after = now.sha256;
  return report;
}

bool has_hash(const plan::PlannedTarget& target, const std::string& sha256) {
  return target.sha256_before == sha256 || target.sha256_after == sha256;
}

/// What the plan has for this file.
std::expected<const plan::PlannedTarget*, std::string> match(const Invocation& invocation,
                                                             const plan::Plan& plan, const Item& item,
                                                             const apply::Snapshot& now) {
  if (item.planned == nullptr) {
    const auto found = std::ranges::find_if(
        plan.targets, [&](const plan::PlannedTarget& target) { return has_hash(target, now.sha256); });
    if (found != plan.targets.end()) return &*found;
    return std::unexpected("the plan was made for " + render::counted(plan.targets.size(), "other file") +
                           ": this one is the same as none of them");
  }
  if (has_hash(*item.planned, now.sha256)) return item.planned;
  const std::string what = invocation.options.targets.empty()
                               ? "this file has changed since the plan was made: "
                               : "this is not the file that the plan was made for; what differs: ";
  return std::unexpected(what + difference_since(invocation, *item.planned, now));
}

Result<void> require_consent_to_share(const Invocation& invocation, const std::string& path) {
  const std::string shared = shared_by(invocation, path);
  if (!wants_consent_to_share(shared, invocation.options.selection)) return {};
  return std::unexpected(Error{ErrorCode::unwritable,
                               shared +
                                   " makes every server that shares this file use it, and the plan has no "
                                   "consent to that; make it with --accept " +
                                   shared_configuration,
                               path});
}

Preparation prepare(const Invocation& invocation, const plan::Plan& plan, const Item& item) {
  auto snapshot = apply::take_snapshot(invocation.world.files, item.path);
  if (!snapshot) return cannot_prepare(item.path, snapshot.error());
  const auto found = match(invocation, plan, item, *snapshot);
  if (!found) return stale(item, *snapshot, found.error());
  const plan::PlannedTarget& planned = **found;
  if (snapshot->sha256 == planned.sha256_after) {
    render::TargetReport report{.path = item.path,
                                .sha256_before = snapshot->sha256,
                                .sha256_after = snapshot->sha256,
                                .nothing_to_do = "it is what the plan makes of it"};
    return Prepared{std::move(*snapshot), std::move(report), {}, {}};
  }
  if (auto consent = require_consent_to_share(invocation, item.path); !consent)
    return cannot_prepare(item.path, consent.error());
  engine::Search search = search_of(invocation);
  search.recognise = [&](const engine::Reading& read, const engine::NewFindings& findings) {
    baseline::recognise(planned.known, read, findings);
  };
  auto reading = engine::read(snapshot->bytes, item.path, search);
  if (!reading) return cannot_prepare(item.path, reading.error());
  const auto repair = engine::fix(*std::move(reading), search);
  if (!repair) return cannot_prepare(item.path, repair.error());
  const plan::PlannedTarget target = plan::plan_target(*repair, item.path);
  if (target.sha256_after != planned.sha256_after) return stale(item, *snapshot, other_result(plan));
  if (target.changes != planned.changes)
    return stale(item, *snapshot,
                 "the plan was edited: what it says of the changes is not what certlift would change");
  Prepared made = prepared(invocation, std::move(*snapshot), *repair,
                           {.command = "apply", .what = {}, .plan_id = plan.id});
  if (const auto other = effect_difference(planned, made.report.effect))
    return stale(item, made.snapshot, *other);
  return made;
}

// --- all targets ---

using Reports = std::vector<render::TargetReport>;

/// What would come of the targets. Writes nothing.
Reports look_at_all(const Invocation& invocation, const plan::Plan& plan, const std::vector<Item>& items) {
  return in_parallel(invocation.progress, items, jobs_of(invocation), [&](const Item& item) {
    return with_memory_for(item.path, [&] {
      Preparation target = prepare(invocation, plan, item);
      return target ? std::move(target->report) : std::move(target.error());
    });
  });
}

/// Exactly the change of the plan for each target, or nothing. All are checked before the first is written,
/// so that no target is judged by what this run has made of another.
Reports apply_all(const Invocation& invocation, const plan::Plan& plan, const std::vector<Item>& items) {
  const Reports looked_at = look_at_all(invocation, plan, items);
  if (invocation.options.dry_run) return looked_at;
  std::vector<std::size_t> places(items.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  return in_parallel(invocation.progress, places, jobs_of(invocation), [&](std::size_t i) {
    if (looked_at[i].error) return looked_at[i];
    const auto make = [&] {
      return change_in_place(invocation, items[i].path, [&] { return prepare(invocation, plan, items[i]); });
    };
    return with_memory_for(items[i].path, make, Aftermath::unknown);
  });
}

/// There is no plan, but there is a report.
int cannot_apply(const Invocation& invocation, const Error& error) {
  render::Report report = report_for(
      invocation, invocation.options.dry_run ? render::Command::try_apply : render::Command::apply);
  report.error = error;
  return tell(invocation, report, invocation.world.out);
}

/// `path`: of the plan; "-": standard input.
Result<int> run_apply(const Invocation& invocation, const std::string& path) {
  if (invocation.options.targets.empty()) tell_if_unknown(invocation);  // the plan names the targets
  const auto plan = load_plan(invocation, path);
  if (!plan) return cannot_apply(invocation, plan.error());
  Options options = invocation.options;
  options.selection = plan->selection;
  options.windows = plan->windows;
  options.web_config = plan->web_config.has_value();
  for (const std::string& written : plan->web_config.value_or(std::vector<std::string>()))
    if (auto mapping = server::path_mapping(written)) options.mappings.push_back(*std::move(mapping));
  const Invocation planned{options,           invocation.world, invocation.log,
                           invocation.deeds,  invocation.live,  invocation.progress,
                           invocation.schema, nullptr,          invocation.settings};
  const auto items = items_of(planned, *plan);
  if (!items) return std::unexpected(items.error());
  for (const Item& item : *items) look_who_shares(invocation, item.path);
  render::Report report =
      report_for(planned, options.dry_run ? render::Command::try_apply : render::Command::apply);
  report.plan_id = plan->id;
  report.targets = apply_all(planned, *plan, *items);
  return tell(planned, report, invocation.world.out);
}

}  // namespace

Run declare_apply(CLI::App& command, Options& options) {
  const auto path = std::make_shared<std::string>();
  command.add_option("PLAN", *path, "what certlift plan has written; - for standard input")
      ->option_text(" ")
      ->required();
  command
      .add_option("--target", options.targets,
                  "this file instead of the plan's own; it must be the same to the byte (repeatable)")
      ->option_text("FILE")
      ->allow_extra_args(false);
  command.add_flag("--dry-run", options.dry_run, "say whether the plan can be applied; write nothing")
      ->option_text(" ");
  add_schema(command, options);
  add_settings(command, options);
  add_backup_dir(command, options);
  add_keep(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  add_data_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_jobs(command, options);
  command.footer(
      "Makes exactly the change that was planned, as fix would: backed up first, read back afterwards.\n"
      "All targets are checked before the first is written. One that was modified since the plan was\n"
      "made is refused, with what was modified, and left as it is; the other targets are changed.\n"
      "Examples:\n"
      "  certlift apply change.json\n"
      "  certlift apply change.json --target web02/applicationHost.config");
  return [path](const Invocation& invocation) { return run_apply(invocation, *path); };
}

}  // namespace certlift::cli
