#include "cli/target_report.h"

#include "apply/change.h"
#include "apply/recovery.h"
#include "base/sha256.h"
#include "baseline/identity.h"
#include "cli/effect.h"
#include "cli/illustrate.h"
#include "cli/known_findings.h"
#include "cli/parallel.h"
#include "cli/settings.h"
#include "cli/web_configs.h"
#include "engine/registry.h"
#include "text/closest.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace certlift::cli {
namespace {

/// The hash in a report: most formats do without, and it takes longer than reading the file.
std::string reported_hash(const Invocation& invocation, std::string_view bytes) {
  const Format format = invocation.options.format;
  return format == Format::json || is_illustrated(format) ? sha256(bytes) : std::string();
}

/// Whether the report shows places in the text: with the words there, or with the lines.
bool shows_places(const Invocation& invocation) {
  const World& world = invocation.world;
  return invocation.options.format == Format::sarif ||
         (invocation.options.format == Format::text && (world.out_columns != 0 || world.err_columns != 0));
}

/// Whether there is a `<site>` in it, or what looks like one.
bool names_a_site(std::string_view text) {
  constexpr std::string_view start = "<site";
  for (std::size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at + 1)) {
    const std::size_t end = at + start.size();
    if (end < text.size() && std::string_view(" \t\r\n/>").contains(text[end])) return true;
  }
  return false;
}

render::TargetReport report_without_outcomes(const Invocation& invocation, const engine::Reading& reading) {
  const std::string& path = reading.document.path();
  render::TargetReport report{.path = path};
  report.facts = {reading.encoding, reading.bom, std::string(reading.document.layout().line_end)};
  report.sha256_before = report.sha256_after = reported_hash(invocation, reading.bytes());
  report.names_sites = reading.config.role() == iis::FileRole::web_config || names_a_site(reading.text());
  if (!invocation.options.selection.sites.empty()) report.sites = site_names(reading.config);
  if (shows_places(invocation)) report.text = std::make_shared<const std::string>(reading.text());
  invocation.log.debug("{}: {} bytes, {}{}", path, reading.bytes().size(), text::name_of(reading.encoding),
                       reading.bom == text::Bom::present ? " with byte order mark" : "");
  return report;
}

/// Baselines, and services that follow findings from run to run, have to know them again.
bool wants_identities(const Invocation& invocation) {
  const Format format = invocation.options.format;
  return format == Format::sarif || format == Format::gitlab || invocation.options.write_baseline;
}

/// Puts aside what is ignored, and leaves out the notes if they are not wanted.
void set_aside(const Invocation& invocation, render::TargetReport& report) {
  const auto is_told = [](const engine::Outcome& outcome) { return !outcome.finding.ignored; };
  const auto ignored = std::ranges::stable_partition(report.outcomes, is_told);
  std::ranges::move(ignored, std::back_inserter(report.ignored));
  report.outcomes.erase(ignored.begin(), ignored.end());
  for (engine::Outcome& outcome : report.ignored)
    if (outcome.left && !outcome.left->ignored) outcome.left->ignored = outcome.finding.ignored;
  if (!invocation.options.quiet_notes || invocation.options.write_baseline) return;
  std::erase_if(report.outcomes, [](const engine::Outcome& outcome) {
    return outcome.finding.severity == engine::Severity::note && !outcome.applied;
  });
}

render::TargetReport report_of(const Invocation& invocation, const engine::Reading& reading,
                               std::vector<engine::Finding> findings) {
  render::TargetReport report = report_without_outcomes(invocation, reading);
  if (wants_identities(invocation)) baseline::identify(reading, findings);
  for (engine::Finding& finding : findings) report.outcomes.push_back({std::move(finding)});
  report.outcomes = render::masked(std::move(report.outcomes));
  set_aside(invocation, report);
  return report;
}

/// With the identities that its report needs.
std::vector<engine::Outcome> outcomes_of(const Invocation& invocation, const engine::Repair& repair) {
  std::vector<engine::Outcome> outcomes = repair.outcomes;
  if (!wants_identities(invocation)) return outcomes;
  baseline::Identities before(*repair.before), after(*repair.after);
  for (engine::Outcome& outcome : outcomes) {
    outcome.finding.identity = before.of(outcome.finding);
    if (outcome.left) outcome.left->identity = after.of(*outcome.left);
  }
  return outcomes;
}

Result<void> require_known_sites(const Invocation& invocation, const std::vector<std::string>& known) {
  for (const std::string& name : invocation.options.selection.sites)
    if (std::ranges::none_of(known, [&](const std::string& site) { return iis::same_name(site, name); }))
      return wrong_usage("--site: there is no site \"" + name + "\"" + text::did_you_mean(name, known));
  return {};
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
  render::TargetReport report = report_without_outcomes(invocation, *repair.before);
  report.changed = repair.after->bytes() != repair.before->bytes();
  if (report.changed) {
    report.sha256_after = reported_hash(invocation, repair.after->bytes());
    report.effect = effect_between(*repair.before, *repair.after, repair.outcomes);
  }
  report.outcomes = render::masked(outcomes_of(invocation, repair));
  if (is_illustrated(invocation.options.format))
    report.illustration = illustrate(invocation, repair, report.outcomes);
  set_aside(invocation, report);
  tell_unread_web_configs(invocation, *repair.before);
  invocation.log.debug("{}: {} findings, {} rounds of fixes", report.path, repair.outcomes.size(),
                       repair.rounds);
  return report;
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

render::TargetReport failed(const std::string& path, Error error) {
  if (error.path.empty()) error.path = path;
  render::TargetReport report{.path = path};
  report.error = std::move(error);
  return report;
}

std::vector<std::string> site_names(const iis::HostConfig& config) {
  std::vector<std::string> names;
  if (config.role() == iis::FileRole::web_config) return names;
  for (const iis::Site& site : config.sites()) names.push_back(site.name);
  for (const iis::Location& location : config.locations())
    if (!location.path.is_server()) names.push_back(location.path.site());
  return names;
}

Result<void> require_known_sites(const Invocation& invocation,
                                 const std::vector<render::TargetReport>& reports) {
  std::vector<std::string> known;
  for (const render::TargetReport& report : reports) {
    if (report.error) return {};  // it may be in this one
    known.insert(known.end(), report.sites.begin(), report.sites.end());
  }
  return require_known_sites(invocation, known);
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
                                                             .sites = site_names((*file)->config)};
                               });
                             }));
}

void tell_interrupted(const Invocation& invocation, const std::vector<Target>& targets) {
  for (const Target& target : targets) {
    if (target.standard_input || target.error) continue;
    if (const auto left = apply::interrupted(invocation.context(), target.path))
      invocation.log.info("{}: {}", target.path, *left);
  }
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
