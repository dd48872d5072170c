#include "cli/session.h"

#include "apply/change.h"
#include "apply/recovery.h"
#include "base/sha256.h"
#include "cli/web_config_target.h"
#include "engine/registry.h"
#include "engine/verify.h"
#include "iis/host_config.h"
#include "text/closest.h"
#include "text/lines.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace certlift::cli {
namespace {

std::unexpected<Error> at(Error error, const std::string& path) {
  if (error.path.empty()) error.path = path;
  return std::unexpected(std::move(error));
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

/// The hash that a report tells: of the formats only JSON does, and it takes longer than reading the file.
std::string told_hash(const Invocation& invocation, std::string_view bytes) {
  return invocation.options.format == Format::json ? sha256(bytes) : std::string();
}

/// What a report tells of the bytes themselves.
struct BytesFacts {
  std::size_t size;
  std::string sha256;
};

BytesFacts facts_of(const Invocation& invocation, std::string_view bytes) {
  return {bytes.size(), told_hash(invocation, bytes)};
}

/// What is known of a target once its text can be read.
render::TargetReport begin_report(const Invocation& invocation, const text::DecodedText& decoded,
                                  const BytesFacts& bytes, const std::string& path) {
  render::TargetReport report{.path = path};
  report.facts = {decoded.encoding, decoded.bom, std::string(text::line_end_of(decoded.text))};
  report.sha256_before = report.sha256_after = bytes.sha256;
  report.names_sites = is_web_config(path, decoded.text) || names_a_site(decoded.text);
  if (invocation.options.format == Format::sarif)
    report.text = std::make_shared<const std::string>(decoded.text);
  invocation.log.debug("{}: {} bytes, {}{}", path, bytes.size, text::name_of(decoded.encoding),
                       decoded.bom == text::Bom::present ? " with byte order mark" : "");
  return report;
}

/// The names of all sites in a target; an excerpt has those that its location paths name.
Result<std::vector<std::string>> sites_of(const Invocation& invocation, const Target& target) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return std::unexpected(bytes.error());
  const auto document = read_configuration(std::move(*bytes), target.path);
  if (!document) return std::unexpected(document.error());
  if (is_web_config(target.path, std::string(document->text()))) return std::vector<std::string>();
  const iis::HostConfig config(*document);
  std::vector<std::string> names;
  for (const iis::Site& site : config.sites()) names.push_back(site.name);
  for (const iis::Location& location : config.locations())
    if (!location.path.is_server()) names.push_back(location.path.site());
  return names;
}

}  // namespace

iis::Surroundings surroundings_of(const Invocation& invocation) {
  const auto now = invocation.world.environment.now();
  return {.schema = &invocation.schema,
          .today = apply::timestamp(now).substr(0, 10),
          .windows = invocation.options.windows};
}

namespace {

/// A web.config is left as it is.
Result<engine::Repair> repair_of(const Invocation& invocation, const std::string& text,
                                 const std::string& path) {
  if (!is_web_config(path, text))
    return engine::fix(text, path, engine::registry(), invocation.options.selection,
                       surroundings_of(invocation));
  auto findings = check_web_config(invocation, text, path);
  if (!findings) return std::unexpected(findings.error());
  engine::Repair nothing;
  nothing.text = text;
  for (engine::Finding& finding : *findings) nothing.outcomes.push_back({std::move(finding)});
  return nothing;
}

Result<std::vector<engine::Finding>> findings_in(const Invocation& invocation, std::string text,
                                                 const std::string& path) {
  if (is_web_config(path, text)) return check_web_config(invocation, text, path);
  const bool shows_fixes = invocation.options.format == Format::sarif;
  return engine::check(std::move(text), path, engine::registry(), invocation.options.selection,
                       surroundings_of(invocation),
                       shows_fixes ? engine::Works::worked_out : engine::Works::left_out);
}

}  // namespace

Result<Work> work_on(const Invocation& invocation, std::string bytes, const std::string& path) {
  auto decoded = text::decode(bytes);
  if (!decoded) return at(decoded.error(), path);
  auto repair = repair_of(invocation, decoded->text, path);
  if (!repair) return at(repair.error(), path);
  Work work{std::move(bytes), std::move(*decoded), std::move(*repair), {}};
  work.new_bytes = text::encode(work.repair.text, work.before.encoding, work.before.bom);
  auto verified =
      engine::verify_bytes(work.new_bytes, {work.repair.text, work.before.encoding, work.before.bom});
  if (!verified) return at(verified.error(), path);
  return work;
}

render::TargetReport report_of(const Invocation& invocation, const Work& work, const std::string& path) {
  render::TargetReport report = begin_report(invocation, work.before, facts_of(invocation, work.bytes), path);
  report.sha256_after = told_hash(invocation, work.new_bytes);
  report.changed = work.new_bytes != work.bytes;
  report.outcomes = render::masked(work.repair.outcomes);
  invocation.log.debug("{}: {} findings, {} rounds of fixes", path, work.repair.outcomes.size(),
                       work.repair.rounds);
  return report;
}

render::TargetReport check_target(const Invocation& invocation, const Target& target) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return failed(target.path, bytes.error());
  const BytesFacts facts = facts_of(invocation, *bytes);
  auto decoded = text::decode(std::move(*bytes));
  if (!decoded) return failed(target.path, decoded.error());
  render::TargetReport report = begin_report(invocation, *decoded, facts, target.path);
  auto findings = findings_in(invocation, std::move(decoded->text), target.path);
  if (!findings) return failed(target.path, findings.error());
  for (engine::Finding& finding : *findings) report.outcomes.push_back({std::move(finding)});
  report.outcomes = render::masked(std::move(report.outcomes));
  return report;
}

render::TargetReport failed(const std::string& path, Error error) {
  if (error.path.empty()) error.path = path;
  render::TargetReport report{.path = path};
  report.error = std::move(error);
  return report;
}

void require_known_sites(const Invocation& invocation, const std::vector<Target>& targets) {
  const std::vector<std::string>& wanted = invocation.options.selection.sites;
  if (wanted.empty()) return;
  std::vector<std::string> known;
  for (const Target& target : targets) {
    auto sites = sites_of(invocation, target);
    if (!sites) return;  // it may be in this one; the command will say what is wrong with it
    std::ranges::move(*sites, std::back_inserter(known));
  }
  for (const std::string& name : wanted)
    if (std::ranges::none_of(known, [&](const std::string& site) { return iis::same_name(site, name); }))
      wrong_usage("--site: there is no site \"" + name + "\"" + text::did_you_mean(name, known));
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
          .backup_dir = invocation.options.backup_dir};
}

std::size_t jobs_of(const Invocation& invocation) {
  return invocation.options.jobs != 0 ? invocation.options.jobs : invocation.world.processors;
}

}  // namespace certlift::cli
