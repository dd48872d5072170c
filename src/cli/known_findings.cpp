#include "cli/known_findings.h"

#include "apply/transaction.h"
#include "baseline/identity.h"
#include "cli/targets.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::cli {
namespace {

constexpr const char* baseline_option = "--baseline";

bool is_selective(const engine::Selection& selection) {
  return !selection.sites.empty() || !selection.only.empty() || !selection.skip.empty();
}

std::vector<engine::Finding> ignored_findings(const render::TargetReport& target) {
  std::vector<engine::Finding> findings;
  for (const engine::Outcome& outcome : target.ignored)
    if (const auto& ignored = outcome.finding->ignored;
        ignored && ignored->by == engine::Ignored::By::baseline)
      findings.push_back(*outcome.finding);
  return findings;
}

/// All that a report tells becomes what its baseline knows.
void put_aside_known(render::Report& report) {
  const auto by_baseline = std::make_shared<const engine::Ignored>(engine::Ignored::By::baseline);
  for (render::TargetReport& target : report.targets) {
    for (engine::Outcome& outcome : target.outcomes) {
      engine::Finding known = *outcome.finding;
      known.ignored = by_baseline;
      outcome.finding = std::make_shared<const engine::Finding>(std::move(known));
      target.ignored.push_back(std::move(outcome));
    }
    target.outcomes.clear();
    std::ranges::stable_sort(target.ignored, {},
                             [](const engine::Outcome& one) { return one.finding->offset; });
  }
}

std::vector<engine::Finding> told_findings(const render::TargetReport& target) {
  std::vector<engine::Finding> findings;
  for (const engine::Outcome& outcome : target.outcomes) findings.push_back(*outcome.finding);
  return findings;
}

void log_stale(const Invocation& invocation, const render::BaselineUse& use) {
  constexpr std::size_t few = 5;
  const bool lists_all = invocation.options.verbosity == Verbosity::verbose;
  const std::size_t shown = lists_all ? use.stale.size() : std::min(use.stale.size(), few);
  for (const render::StaleEntry& entry : std::span(use.stale).first(shown))
    invocation.log.warn(
        "{}: {} at {} in {} is not found any more{}", render::in_one_line(use.path), entry.rule,
        entry.location.empty() ? "the server" : "'" + render::in_one_line(entry.location) + "'",
        render::in_one_line(entry.file),
        entry.count == 1 ? "" : " (" + std::to_string(entry.count) + " times)");
  if (shown < use.stale.size())
    invocation.log.warn("{}: and {} more; -v lists all", render::in_one_line(use.path),
                        use.stale.size() - shown);
  if (!use.stale.empty())
    invocation.log.warn(
        "{}: certlift check --baseline FILE --write-baseline takes out what is not found any more",
        render::in_one_line(use.path));
}

/// The file as it was; empty if there is none. Errors: unwritable, if it is no baseline.
Result<baseline::Baseline> older_baseline(const Invocation& invocation) {
  auto known = load_baseline(invocation);
  if (known || known.error().code != ErrorCode::not_understood)
    return !known && known.error().code == ErrorCode::not_found ? baseline::Baseline() : std::move(known);
  return std::unexpected(Error{ErrorCode::unwritable,
                               "this file exists and is no baseline, and what is in it would be lost; name "
                               "another one, or remove it",
                               invocation.options.baseline});
}

}  // namespace

void add_baseline(CLI::App& command, Options& options) {
  command
      .add_option(baseline_option, options.baseline,
                  "what this file knows is neither told nor changed (certlift check --write-baseline\n"
                  "makes it)")
      ->option_text("FILE")
      ->group(looked_at_group);
}

void add_write_baseline(CLI::App& command, Options& options) {
  command
      .add_flag("--write-baseline", options.write_baseline,
                "with --baseline: make FILE of all that is found, or make it anew")
      ->option_text(" ")
      ->group(looked_at_group);
}

Result<baseline::Baseline> load_baseline(const Invocation& invocation) {
  const std::string& path = invocation.options.baseline;
  const auto content = invocation.world.files.read(path);
  auto known = content ? baseline::read(content->bytes) : std::unexpected(content.error());
  if (!known) known.error().path = path;
  return known;
}

std::string name_in_baseline(const Invocation& invocation, const std::string& path) {
  if (path == standard_input_name) return path;
  const disk::ReadableFiles& files = invocation.world.files;
  const auto file = files.info(path);
  const auto folder = files.info(disk::directory_of(invocation.options.baseline));
  return file && folder ? baseline::relative_path(file->path, folder->path) : path;
}

std::function<void(const engine::Reading&, const engine::NewFindings&)> recogniser(
    const Invocation& invocation) {
  if (invocation.baseline == nullptr) return {};
  return [&invocation](const engine::Reading& reading, const engine::NewFindings& findings) {
    const std::string name = name_in_baseline(invocation, reading.document.path());
    baseline::recognise(invocation.baseline->entries_of(name), reading, findings);
  };
}

std::optional<render::BaselineUse> baseline_use(const Invocation& invocation, const render::Report& report) {
  if (invocation.options.baseline.empty()) return std::nullopt;
  render::BaselineUse use{invocation.options.baseline};
  if (invocation.baseline == nullptr || is_selective(invocation.options.selection)) return use;
  for (const render::TargetReport& target : report.targets) {
    if (target.error) continue;
    const std::string name = name_in_baseline(invocation, target.path);
    for (const baseline::Entry& entry :
         baseline::stale(invocation.baseline->entries_of(name), ignored_findings(target)))
      use.stale.push_back({name, entry.rule, entry.location, entry.count});
  }
  log_stale(invocation, use);
  return use;
}

Result<void> require_whole(const Invocation& invocation) {
  if (!invocation.options.write_baseline) return {};
  if (invocation.options.baseline.empty()) return wrong_usage("--write-baseline needs --baseline FILE");
  if (is_selective(invocation.options.selection))
    return wrong_usage("--write-baseline is for all that is found: leave out --site, --only and --skip");
  return {};
}

Result<void> save_baseline(const Invocation& invocation, render::Report& report) {
  auto known = older_baseline(invocation);
  if (!known) return std::unexpected(known.error());
  std::map<std::string, baseline::File> files;
  for (baseline::File& file : known->files) files.emplace(file.path, std::move(file));
  std::size_t count = 0;
  for (const render::TargetReport& target : report.targets) {
    if (target.error)
      return std::unexpected(
          Error{ErrorCode::unwritable,
                "no baseline was written: leave out what cannot be read, or correct it first",
                invocation.options.baseline});
    const std::string name = name_in_baseline(invocation, target.path);
    const std::vector<engine::Finding> findings = told_findings(target);
    if (findings.empty())
      files.erase(name);
    else
      files[name] = {name, baseline::entries_of(findings)};
    count += findings.size();
  }
  known->files.clear();
  for (auto& [name, file] : files) known->files.push_back(std::move(file));
  auto written = apply::write_elsewhere(invocation.context(), invocation.options.baseline, "",
                                        baseline::document_of(*known));
  if (!written) {
    written.error().path = invocation.options.baseline;
    return written;
  }
  put_aside_known(report);
  invocation.log.info("{}: {} known from now on", render::in_one_line(invocation.options.baseline),
                      count == 1 ? "1 finding is" : std::to_string(count) + " findings are");
  return {};
}

}  // namespace certlift::cli
