#include "cli/target_report.h"

#include "apply/change.h"
#include "apply/recovery.h"
#include "baseline/identity.h"
#include "cli/known_findings.h"
#include "cli/parallel.h"
#include "cli/settings.h"
#include "cli/web_configs.h"
#include "engine/registry.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace certlift::cli {
namespace {

/// What the format of this run wants told. A terminal is shown the lines that something was found on.
library::Extent extent_of(const Invocation& invocation) {
  const Format format = invocation.options.format;
  if (is_illustrated(format)) return library::Extent::pictures;
  if (format == Format::json) return library::Extent::hashes;
  const World& world = invocation.world;
  const bool is_on_terminal = format == Format::text && (world.out_columns != 0 || world.err_columns != 0);
  return format == Format::sarif || is_on_terminal ? library::Extent::text : library::Extent::findings;
}

library::Telling telling_of(const Invocation& invocation) {
  const bool has_secrets = invocation.options.show_secrets;
  return {.selection = invocation.options.selection,
          .extent = extent_of(invocation),
          .secrets = has_secrets ? render::Secrets::shown : render::Secrets::masked};
}

void log_read(const Invocation& invocation, const engine::Reading& reading) {
  invocation.log.debug("{}: {} bytes, {}{}", reading.document.path(), reading.bytes().size(),
                       text::name_of(reading.encoding),
                       reading.bom == text::Bom::present ? " with byte order mark" : "");
}

void log_repair(const Invocation& invocation, const engine::Repair& repair) {
  log_read(invocation, *repair.before);
  tell_unread_web_configs(invocation, *repair.before);
  invocation.log.debug("{}: {} findings, {} rounds of fixes", repair.before->document.path(),
                       repair.outcomes.size(), repair.rounds);
}

/// Baselines, and services that follow findings from run to run, have to know them again.
bool wants_identities(const Invocation& invocation) {
  const Format format = invocation.options.format;
  return format == Format::sarif || format == Format::gitlab || invocation.options.write_baseline;
}

/// The same without the notes, if they are not wanted.
render::TargetReport without_notes(const Invocation& invocation, render::TargetReport report) {
  if (!invocation.options.quiet_notes || invocation.options.write_baseline) return report;
  std::erase_if(report.outcomes, [](const engine::Outcome& outcome) {
    return outcome.finding->severity == engine::Severity::note && !outcome.applied;
  });
  return report;
}

engine::SharedFinding identified(engine::Finding finding, baseline::Identities& identities) {
  finding.identity = identities.of(finding);
  return std::make_shared<const engine::Finding>(std::move(finding));
}

/// Its outcomes, with the identities that its report needs.
std::vector<engine::Outcome> identified(const Invocation& invocation, const engine::Repair& repair) {
  std::vector<engine::Outcome> outcomes = repair.outcomes;
  if (!wants_identities(invocation)) return outcomes;
  baseline::Identities before(*repair.before), after(*repair.after);
  for (engine::Outcome& outcome : outcomes) {
    outcome.finding = identified(*outcome.finding, before);
    if (outcome.left) outcome.left = identified(*outcome.left, after);
  }
  return outcomes;
}

render::TargetReport report_of(const Invocation& invocation, const engine::Reading& reading,
                               std::vector<engine::SharedFinding> findings) {
  log_read(invocation, reading);
  if (wants_identities(invocation)) {
    baseline::Identities identities(reading);
    for (engine::SharedFinding& finding : findings) finding = identified(*finding, identities);
  }
  return without_notes(invocation, library::report_of(telling_of(invocation), reading, std::move(findings)));
}

}  // namespace

engine::Search search_of(const Invocation& invocation) {
  const auto now = invocation.world.environment.now();
  const bool shows_fixes = invocation.options.format == Format::sarif;
  const iis::Surroundings surroundings = {.schema = &invocation.schema,
                                          .today = apply::timestamp(now).substr(0, 10),
                                          .windows = invocation.options.windows};
  const auto read_them = [&invocation, surroundings](const iis::HostConfig& config) {
    return read_web_configs(invocation, surroundings, config);
  };
  return {.transforms = engine::registry(),
          .selection = invocation.options.selection,
          .surroundings = surroundings,
          .works = shows_fixes ? engine::Works::worked_out : engine::Works::left_out,
          .read_web_configs = invocation.options.web_config
                                  ? std::function<engine::WebConfigs(const iis::HostConfig&)>(read_them)
                                  : nullptr,
          .recognise = recogniser(invocation)};
}

Result<std::shared_ptr<engine::Reading>> read(const Invocation& invocation, const Target& target) {
  return read(invocation, target, search_of(invocation));
}

Result<std::shared_ptr<engine::Reading>> read(const Invocation& invocation, const Target& target,
                                              const engine::Search& search) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return std::unexpected(bytes.error());
  return engine::read(*std::move(bytes), target.path, search);
}

render::TargetReport report_of(const Invocation& invocation, engine::Reading& reading) {
  return report_of(invocation, reading, std::exchange(reading.findings, {}));
}

render::TargetReport report_of(const Invocation& invocation, const engine::Repair& repair) {
  log_repair(invocation, repair);
  return without_notes(invocation,
                       library::report_of(telling_of(invocation), repair, identified(invocation, repair)));
}

render::TargetReport report_before_fix(const Invocation& invocation, const engine::Repair& repair) {
  log_repair(invocation, repair);
  return without_notes(invocation,
                       library::report_before_fix(telling_of(invocation), repair, repair.outcomes));
}

std::vector<render::TargetReport> reports_of_web_configs(const Invocation& invocation,
                                                         const engine::Reading& reading) {
  std::vector<render::TargetReport> reports;
  if (!reading.web_configs) return reports;
  const engine::Search search = search_of(invocation);
  for (const engine::ReadWebConfig& file : reading.web_configs->files) {
    auto findings = engine::find_in_web_config(reading.config, file, search);
    if (!findings.empty()) reports.push_back(report_of(invocation, *file.content, std::move(findings)));
  }
  for (const Error& error : reading.web_configs->errors) reports.push_back(failed(error.path, error));
  return reports;
}

void tell_unread_web_configs(const Invocation& invocation, const engine::Reading& reading) {
  if (!reading.web_configs) return;
  for (const Error& error : reading.web_configs->errors)
    invocation.log.warn("{}; what it says is not known", render::text_of(error));
}

Result<void> require_known_sites(const Invocation& invocation,
                                 const std::vector<render::TargetReport>& reports) {
  std::vector<std::string> known;
  for (const render::TargetReport& report : reports) {
    if (report.error) return {};  // it may be in this one
    known.insert(known.end(), report.sites.begin(), report.sites.end());
  }
  return library::require_known_sites(invocation.options.selection.sites, known);
}

Result<void> require_known_sites(const Invocation& invocation, const std::vector<Target>& targets) {
  if (invocation.options.selection.sites.empty()) return {};
  return require_known_sites(invocation, in_parallel(targets, jobs_of(invocation), [&](const Target& target) {
                               return with_memory_for(target.path, [&] {
                                 auto bytes = read_target(invocation, target);
                                 if (!bytes) return failed(target.path, bytes.error());
                                 const auto file = engine::open(*std::move(bytes), target.path, {});
                                 if (!file) return failed(target.path, file.error());
                                 return render::TargetReport{.path = target.path,
                                                             .sites = library::site_names((*file)->config)};
                               });
                             }));
}

void tell_interrupted(const Invocation& invocation, const std::vector<Target>& targets) {
  const auto interrupted = in_parallel(targets, jobs_of(invocation), [&](const Target& target) {
    return target.standard_input || target.error ? std::nullopt
                                                 : apply::interrupted(invocation.context(), target.path);
  });
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (const auto& left = interrupted[i]) invocation.log.info("{}: {}", targets[i].path, *left);
}

render::Report report_for(const Invocation& invocation, render::Command command) {
  return {.command = command,
          .host = invocation.world.environment.host,
          .backup_dir = invocation.options.backup_dir,
          .settings = settings_use(invocation)};
}

std::size_t jobs_of(const Invocation& invocation) {
  return invocation.options.jobs != 0 ? invocation.options.jobs : invocation.world.processors;
}

}  // namespace certlift::cli
