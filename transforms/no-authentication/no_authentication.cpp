#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/sections.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::no_authentication {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Paths where anonymous, basic, digest and Windows authentication are off and no client certificate is requested, so that none
of the authentication modules of IIS can set a user. It is reported where one of these settings is stored. Where the site
maps certificates, or is meant to, `certificate-not-requested` speaks instead, and where they are requested, `nothing-mapped`.

## Why it matters

IIS lets no request through that has no user, not even as the anonymous one: every request there ends in **401.2**.

## What the fix does

Nothing: it only reports. Enable the authentication that is meant; for certificates, request them (`access sslFlags`) and map
them at the site.

## What it requires

Nothing. It is a warning, because a module of the application can set a user as well, and that is not in this file. Where
one of the sections is delegated to web.config files and `--web-config` was not given, it is a note that says so.

## Sources

- IIS, "IIS Modules Overview": 401.2 is generated if no authentication module sets a user
- Configuration reference, `<anonymousAuthentication>`: on by default; the other authentications: off by default
)";

constexpr std::array judged_by{iis::section::anonymous, iis::section::basic, iis::section::digest,
                               iis::section::windows, iis::section::access};

bool is_closed(const iis::HostConfig& config, const iis::LocationPath& path) {
  return iis::only_certificates_authenticate(config, path) && !iis::asks_for_certificate(config, path);
}

/// What is stored at the path itself and has a part in it. Other paths inherit it, and are not reported.
xml::Element decision_at(const iis::HostConfig& config, const iis::LocationPath& path) {
  for (const std::string_view section : judged_by)
    for (const iis::StoredSection& stored : config.stored_at(section, path.key()))
      if (stored.element.attribute(section == iis::section::access ? "sslFlags" : "enabled"))
        return stored.element;
  return {};
}

void report(const iis::HostConfig& config, const iis::LocationPath& path, std::vector<Finding>& findings) {
  const xml::Element decision = decision_at(config, path);
  if (!decision || !is_closed(config, path)) return;
  const std::string where = path.is_server() ? "at the server level" : "at '" + path.text() + "'";
  findings.push_back(engine::as_far_as_known(
      engine::finding_at(decision, path, Severity::warning,
                         "no authentication of IIS is on " + where +
                             ", and no client certificate is requested: every request there ends in 401.2, "
                             "unless a module of the application sets a user. Enable the one that is meant"),
      config, path, judged_by));
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::set<std::string_view> mapping;
  for (const iis::MappingSite& site : iis::mapping_sites(config)) mapping.insert(site.mappings.path.key());
  std::vector<Finding> findings;
  if (mapping.empty()) report(config, iis::LocationPath(), findings);
  for (const iis::LocationPath& site : iis::sites_of(config))
    if (!mapping.contains(site.key()))
      for (const iis::LocationPath& path : iis::stored_paths(config, site)) report(config, path, findings);
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "no-authentication",
                                  .title = "no authentication is on, and no certificate is requested",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find};

}  // namespace certlift::no_authentication
