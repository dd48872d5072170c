#include "diagnosis/log_tie.h"

#include "iis/location.h"
#include "iis/schema.h"
#include "pipeline/status.h"

#include <algorithm>
#include <array>

namespace certlift::diagnosis {
namespace {

/// Reasons of HTTP.sys, and the answers that they stand for. Source: Microsoft, "Error logging in HTTP APIs";
/// what they mean for client certificates is inferred.
struct HttpReason {
  std::string_view reason;
  std::string_view status;  ///< as pipeline/status.h names it
  std::string_view meaning;
};
constexpr std::array http_reasons{
    HttpReason{"Timer_SslRenegotiation", "timeout",
               "the client never answered the request for a certificate"},
    HttpReason{"Timer_EntityBody", "", "the request body never came, perhaps for renegotiation"},
    HttpReason{"AppOffline", "503.0", "the application pool is stopped"},
    HttpReason{"Disabled", "503.0", "the application pool is disabled"},
    HttpReason{"AppShutdown", "503.0", "the application pool was shutting down"},
    HttpReason{"N/A", "503.0", "the application pool does not serve"},
    HttpReason{"QueueFull", "503.0", "the application pool has too many requests"},
    HttpReason{"Connection_Abandoned_By_ReqQueue", "", "the worker process ended"}};

/// Of W3C logs, without 401.x that belongs to the application.
constexpr std::array<std::pair<unsigned, int>, 9> suspicious_codes{
    {{401, 1}, {401, 2}, {403, 4}, {403, 7}, {403, 12}, {403, 13}, {403, 16}, {403, 17}, {500, 19}}};

std::string key_of(unsigned site, std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::to_string(site) + iis::upper_case(path);
}

/// The row of pipeline/status.h.
std::string status_of(const logs::RequestKey& key) {
  const auto row = std::ranges::find(http_reasons, std::string_view(key.reason), &HttpReason::reason);
  if (!key.reason.empty()) return row == http_reasons.end() ? "" : std::string(row->status);
  return key.sub_status == 0 ? std::to_string(key.status) + ".0" : key.code();
}

/// The first of these rules' findings that stands anywhere in the site, or above it.
const engine::Finding* finding_in_site(const engine::Reading& reading, const iis::LocationPath& site,
                                       std::string_view status) {
  const auto row = std::ranges::find(pipeline::statuses(), status, &pipeline::Status::code);
  if (row == pipeline::statuses().end()) return nullptr;
  for (const pipeline::Cause& cause : row->causes)
    for (const engine::SharedFinding& finding : reading.findings) {
      const iis::LocationPath location(finding->location);
      if (!cause.rule.empty() && finding->rule == cause.rule &&
          (location.is_at_or_below(site) || site.is_at_or_below(location)))
        return finding.get();
    }
  return nullptr;
}

/// Mappings that are misplaced at the application or below it, or on the way to it.
const engine::Finding* misplaced_at(const engine::Reading& reading, const iis::LocationPath& path) {
  if (const auto* const found = finding_on_the_way(reading, path, misplaced_rule)) return found;
  const auto is_below = [&](const engine::SharedFinding& finding) {
    return finding->rule == misplaced_rule && iis::LocationPath(finding->location).is_at_or_below(path);
  };
  const auto found = std::ranges::find_if(reading.findings, is_below);
  return found == reading.findings.end() ? nullptr : found->get();
}

}  // namespace

ApplicationIndex::ApplicationIndex(const iis::HostConfig& config) {
  for (const iis::Site& site : config.sites()) {
    const auto id = iis::read_number(site.element.value("id").value_or(""));
    if (!id) continue;
    for (const iis::Application& application : site.applications) {
      applications_.push_back({static_cast<unsigned>(*id), site.name, application.path});
      by_path_.try_emplace(key_of(applications_.back().site_id, application.path),
                           static_cast<std::uint32_t>(applications_.size()));
    }
  }
}

std::uint32_t ApplicationIndex::find(unsigned site, std::string_view path) const {
  const std::string key = key_of(site, path);
  const std::size_t root = std::to_string(site).size();
  for (std::size_t size = key.size();;) {
    const auto found = by_path_.find(key.substr(0, size));
    if (found != by_path_.end()) return found->second;
    if (size <= root) return 0;
    const std::size_t slash = key.rfind('/', size - 1);
    size = slash == std::string::npos || slash < root ? root : slash;
  }
}

const KnownApplication* ApplicationIndex::at(std::uint32_t number) const {
  return number == 0 || number > applications_.size() ? nullptr : &applications_[number - 1];
}

std::string ApplicationIndex::site_name(unsigned id) const {
  const auto found = std::ranges::find(applications_, id, &KnownApplication::site_id);
  return found == applications_.end() ? std::string() : found->site;
}

const engine::Finding* explanation_of(const engine::Reading& reading, const ApplicationIndex& applications,
                                      const logs::RequestKey& key) {
  const std::string status = status_of(key);
  const std::string site = applications.site_name(key.site);
  if (status.empty() || site.empty()) return nullptr;
  const KnownApplication* const application = applications.at(key.application);
  if (application == nullptr) return finding_in_site(reading, iis::LocationPath(site), status);
  const iis::LocationPath path(application->site + application->path);
  if (status == "401.2")
    if (const auto* const found = misplaced_at(reading, path)) return found;
  return finding_behind(reading, path, status);
}

bool is_suspicious(const logs::RequestKey& key) {
  if (!key.reason.empty()) return key.reason == "Timer_SslRenegotiation";
  return std::ranges::find(suspicious_codes, std::pair(key.status, key.sub_status)) != suspicious_codes.end();
}

std::string_view meaning_of_reason(std::string_view reason) {
  const auto row = std::ranges::find(http_reasons, reason, &HttpReason::reason);
  return row == http_reasons.end() ? std::string_view() : row->meaning;
}

}  // namespace certlift::diagnosis
