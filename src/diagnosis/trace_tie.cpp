#include "diagnosis/trace_tie.h"

#include "diagnosis/request_place.h"
#include "pipeline/url.h"

#include <algorithm>
#include <utility>

namespace certlift::diagnosis {
namespace {

using logs::Verdict;

/// Whether the file that IIS could not read is the server's own, which certlift has read.
bool is_about_host_config(const logs::Trace& trace) {
  if (!trace.first_error) return false;
  const std::string& file = trace.first_error->config_file;
  return iis::same_name(file.substr(file.find_last_of("\\/") + 1), "applicationHost.config");
}

void explain_no_user(const engine::Reading& reading, const logs::Judgement& judgement,
                     const iis::LocationPath& path, const std::string& url, TraceTie& tie) {
  if (judgement.is_over_http || judgement.is_first_leg == true) return;  // says enough by itself
  std::vector<Reason> reasons = reasons_for_no_user(reading, path, url);
  const auto first = std::ranges::find(reasons, Decision::applies, &Reason::decision);
  if (first != reasons.end())
    if (const auto* const found = finding_on_the_way(reading, path, first->rule)) tie.cause = *found;
  if (!tie.is_misplaced()) tie.reasons = std::move(reasons);
}

void explain(const engine::Reading& reading, const logs::Trace& trace, const logs::Judgement& judgement,
             const iis::LocationPath& path, TraceTie& tie) {
  const engine::Finding* found = nullptr;
  switch (judgement.verdict) {
    case Verdict::no_user_set:
      return explain_no_user(reading, judgement, path, trace.head_or_empty().url, tie);
    case Verdict::anonymous:
      found = finding_on_the_way(reading, path, misplaced_rule);
      if (found == nullptr) found = finding_on_the_way(reading, path, "anonymous-still-on");
      break;
    case Verdict::logon_failed:
      if (judgement.is_first_leg == true) return;
      found = finding_behind(reading, path, "401.1");
      break;
    case Verdict::denied_by_access_flags:
      found = finding_behind(reading, path, trace.error_or_empty().code());
      break;
    case Verdict::configuration_broken:
      if (is_about_host_config(trace)) found = finding_behind(reading, path, "500.19");
      break;
    default:
      return;
  }
  if (found != nullptr) tie.cause = *found;
}

void compare_pools(const engine::Reading& reading, const iis::Application* application,
                   const std::string& pool, TraceTie& tie) {
  if (application == nullptr || pool.empty()) return;
  const std::string_view expected = pool_of(reading.config, *application);
  if (expected.empty() || iis::same_name(expected, pool)) return;
  tie.notes.push_back("the request ran in the application pool '" + pool + "', and the configuration says '" +
                      std::string(expected) + "': one of the two is of another day or server");
}

}  // namespace

TraceTie tie(const engine::Reading& reading, const logs::Trace& trace, const logs::Judgement& judgement) {
  TraceTie tie;
  tie.file = reading.document.path();
  if (!trace.head) {
    tie.notes.push_back("the beginning of the log is missing, and with it the site and the URL");
    return tie;
  }
  const iis::Site* const site = site_of_id(reading.config, trace.head->site_id);
  if (site == nullptr) {
    tie.notes.push_back("no site of the configuration has the id " + std::to_string(trace.head->site_id) +
                        ": the log is of another server, or the configuration of another day");
    return tie;
  }
  tie.site = site->name;
  const auto url = pipeline::read_url(trace.head->url);
  if (!url) return tie;
  const iis::Application* const application = application_of(*site, url->path);
  if (application != nullptr) tie.application = application->path;
  compare_pools(reading, application, trace.head->app_pool, tie);
  explain(reading, trace, judgement, location_of(*site, url->path), tie);
  return tie;
}

}  // namespace certlift::diagnosis
