#include "library/file_report.h"

#include "base/sha256.h"
#include "library/effect.h"
#include "library/illustrate.h"
#include "text/closest.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

namespace certlift::library {
namespace {

/// The hash in a report: most do without, and it takes longer than reading the file.
std::string reported_hash(const Telling& telling, std::string_view bytes) {
  const bool is_wanted = telling.extent == Extent::hashes || telling.extent == Extent::pictures;
  return is_wanted ? sha256(bytes) : std::string();
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

render::TargetReport report_without_outcomes(const Telling& telling, const engine::Reading& reading) {
  render::TargetReport report{.path = reading.document.path()};
  report.facts = {reading.encoding, reading.bom, std::string(reading.document.layout().line_end)};
  report.sha256_before = report.sha256_after = reported_hash(telling, reading.bytes());
  report.names_sites = reading.config.role() == iis::FileRole::web_config || names_a_site(reading.text());
  if (!telling.selection.sites.empty()) report.sites = site_names(reading.config);
  if (telling.extent == Extent::text) report.text = std::make_shared<const std::string>(reading.text());
  return report;
}

/// Puts aside what is ignored.
render::TargetReport with_ignored_aside(render::TargetReport report) {
  const auto is_told = [](const engine::Outcome& outcome) { return !outcome.finding->ignored; };
  const auto ignored = std::ranges::stable_partition(report.outcomes, is_told);
  std::ranges::move(ignored, std::back_inserter(report.ignored));
  report.outcomes.erase(ignored.begin(), ignored.end());
  for (engine::Outcome& outcome : report.ignored)
    if (outcome.left && !outcome.left->ignored) {
      engine::Finding left = *outcome.left;
      left.ignored = outcome.finding->ignored;
      outcome.left = std::make_shared<const engine::Finding>(std::move(left));
    }
  return report;
}

}  // namespace

render::TargetReport report_of(const Telling& telling, const engine::Reading& reading,
                               std::vector<engine::SharedFinding> findings) {
  render::TargetReport report = report_without_outcomes(telling, reading);
  report.outcomes.reserve(findings.size());
  for (engine::SharedFinding& finding : findings) report.outcomes.push_back({std::move(finding)});
  report.outcomes = render::masked(std::move(report.outcomes));
  return with_ignored_aside(std::move(report));
}

render::TargetReport report_of(const Telling& telling, const engine::Repair& repair,
                               std::vector<engine::Outcome> outcomes) {
  render::TargetReport report = report_without_outcomes(telling, *repair.before);
  report.changed = repair.after->bytes() != repair.before->bytes();
  if (report.changed) {
    report.sha256_after = reported_hash(telling, repair.after->bytes());
    report.effect = effect_between(*repair.before, *repair.after, repair.outcomes);
  }
  report.outcomes = render::masked(std::move(outcomes));
  if (telling.extent == Extent::pictures)
    report.illustration = illustrate(telling.selection, telling.secrets, repair, report.outcomes);
  return with_ignored_aside(std::move(report));
}

render::TargetReport report_before_fix(const Telling& telling, const engine::Repair& repair,
                                       std::vector<engine::Outcome> outcomes) {
  render::TargetReport report = report_of(telling, repair, std::move(outcomes));
  report.changed = false;
  report.sha256_after = report.sha256_before;
  for (engine::Outcome& outcome : report.outcomes) outcome.applied = outcome.gone = false;
  return report;
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

Result<void> require_known_sites(const std::vector<std::string>& wanted,
                                 const std::vector<std::string>& known) {
  for (const std::string& name : wanted)
    if (std::ranges::none_of(known, [&](const std::string& site) { return iis::same_name(site, name); }))
      return std::unexpected(Error{ErrorCode::wrong_usage, "--site: there is no site \"" + name + "\"" +
                                                               text::did_you_mean(name, known)});
  return {};
}

}  // namespace certlift::library
