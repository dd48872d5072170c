#include "cli/commands/plan.h"

#include "apply/change.h"
#include "apply/transaction.h"
#include "cli/formats.h"
#include "cli/known_findings.h"
#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/settings.h"
#include "cli/target_report.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "plan/content.h"
#include "render/effect.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

/// A target's part of the plan; none if the report says why it cannot be planned.
struct PlannedPart {
  render::TargetReport report;
  plan::PlannedTarget target = {};
};

/// Plans are applied from any directory, so the real path goes into them.
std::string real_path(const Invocation& invocation, const Target& target) {
  const auto info = invocation.world.files.info(target.path);
  return info && !target.standard_input ? info->path : target.path;
}

PlannedPart plan_one(const Invocation& invocation, const Target& target) {
  auto reading = read(invocation, target);
  if (!reading) return {failed(target.path, reading.error())};
  const auto repair = engine::fix(*std::move(reading), search_of(invocation));
  if (!repair) return {failed(target.path, repair.error())};
  PlannedPart part{report_of(invocation, *repair), plan::plan_target(*repair, real_path(invocation, target))};
  part.report.sha256_before = part.target.sha256_before;
  part.report.sha256_after = part.target.sha256_after;
  if (invocation.baseline != nullptr) {
    const auto known = invocation.baseline->entries_of(name_in_baseline(invocation, target.path));
    part.target.known.assign(known.begin(), known.end());
  }
  part.target.effect = render::effect_lines(part.report.effect.value_or(std::vector<pipeline::SiteMatrix>()));
  return part;
}

/// The plan must not take the place of what it is about.
Result<void> require_output_beside_targets(const Invocation& invocation, const std::string& output,
                                           const std::vector<Target>& targets) {
  const auto to = invocation.world.files.info(output);
  for (const Target& target : targets) {
    const auto from = invocation.world.files.info(target.path);
    if (!target.standard_input && from && to && from->identity == to->identity)
      return wrong_usage("-o names a target; the plan needs a file of its own");
  }
  return {};
}

std::optional<std::vector<std::string>> web_config_of(const Options& options) {
  if (!options.web_config) return std::nullopt;
  std::vector<std::string> mappings;
  for (const server::PathMapping& mapping : options.mappings) mappings.push_back(mapping.written());
  return mappings;
}

std::string document_of(const Invocation& invocation, const render::Report& report,
                        std::vector<plan::PlannedTarget> targets) {
  const disk::Environment& environment = invocation.world.environment;
  return plan::plan_document({.id = report.plan_id,
                              .version = CERTLIFT_VERSION,
                              .created = apply::timestamp(environment.now()),
                              .host = environment.host,
                              .user = environment.user,
                              .selection = invocation.options.selection,
                              .schema_dir = invocation.options.schema_dir,
                              .web_config = web_config_of(invocation.options),
                              .windows = invocation.options.windows,
                              .targets = std::move(targets)},
                             report.targets);
}

/// Also one that was edited, or that another version has written.
bool is_a_plan(const std::string& bytes) {
  const auto json = nlohmann::json::parse(bytes, nullptr, false);
  return json.is_object() && json.value("tool", nlohmann::json()) == "certlift" &&
         json.value("command", nlohmann::json()) == "plan";
}

/// An older plan may be replaced, and nothing else.
Result<void> require_plan_or_nothing(const Invocation& invocation, const std::string& path) {
  const auto content = invocation.world.files.read(path);
  if (!content && content.error().code == ErrorCode::not_found) return {};
  if (content && is_a_plan(content->bytes)) return {};
  return std::unexpected(Error{ErrorCode::unwritable,
                               "this file exists and is no plan, and what is in it would be lost; name "
                               "another one, or remove it",
                               path});
}

/// A plan of less than the command line names would be taken for the whole.
int refuse_to_plan(const Invocation& invocation, render::Report& report) {
  const int code = tell(invocation, report, invocation.world.err);
  invocation.log.error("no plan was made: leave out what cannot be planned, or correct it first");
  return code;
}

/// `output`: where the plan goes; "-": standard output.
Result<int> run_plan(const Invocation& invocation, const std::string& output) {
  if (output == "-" && is_illustrated(invocation.options.format))
    return wrong_usage("the plan goes to standard output, so the report cannot; use -o FILE");
  const auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  if (auto sound = require_output_beside_targets(invocation, output, *targets); !sound)
    return std::unexpected(sound.error());
  tell_interrupted(invocation, *targets);
  const auto parts =
      in_parallel(invocation.progress, *targets, jobs_of(invocation), [&](const Target& target) {
        return with_memory_for(target.path, [&] { return plan_one(invocation, target); });
      });
  render::Report report = report_for(invocation, render::Command::plan);
  std::vector<plan::PlannedTarget> planned;
  for (const PlannedPart& part : parts) {
    report.targets.push_back(part.report);
    planned.push_back(part.target);
  }
  if (auto known = require_known_sites(invocation, report.targets); !known)
    return std::unexpected(known.error());
  if (std::ranges::any_of(report.targets, [](const auto& target) { return target.error.has_value(); }))
    return refuse_to_plan(invocation, report);
  report.plan_id = apply::new_change_id(invocation.world.environment);
  const std::string document = document_of(invocation, report, std::move(planned));
  if (output == "-") {
    invocation.world.out << document;
    return tell(invocation, report, invocation.world.err);
  }
  if (auto free = require_plan_or_nothing(invocation, output); !free) return tell(invocation, free.error());
  if (auto written = apply::write_elsewhere(invocation.context(), output, "", document); !written) {
    written.error().path = output;
    return tell(invocation, written.error());
  }
  report.plan_file = output;
  return tell(invocation, report, invocation.world.out);
}

}  // namespace

Run declare_plan(CLI::App& command, Options& options) {
  const auto output = std::make_shared<std::string>();
  add_targets(command, options);
  command
      .add_option("-o,--output", *output,
                  "where the plan goes; -: standard output. An older plan is replaced, any other file is not")
      ->option_text("PLAN|-")
      ->required();
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_baseline(command, options);
  add_settings(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  add_people_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_quiet_notes(command, options);
  add_jobs(command, options);
  command.footer(
      "Writes down, as JSON, what fix would do now: each change, what it rests on and what was consented\n"
      "to, without any secret. After a review, certlift apply makes exactly that change.\n"
      "Examples:\n"
      "  certlift plan applicationHost.config -o change.json\n"
      "  certlift plan --site Shop --accept widens-access applicationHost.config -o change.json\n"
      "  certlift plan --format html applicationHost.config -o change.json > change.html");
  return [output](const Invocation& invocation) { return run_plan(invocation, *output); };
}

}  // namespace certlift::cli
