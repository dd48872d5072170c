#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/site_mappings.h"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::certificate_not_requested {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Paths of a site with certificate mappings (effective or misplaced) where anonymous and every other authentication is off,
and the effective value of `access sslFlags` has neither `SslNegotiateCert` nor `SslRequireCert`.

Where one of these sections is delegated to web.config files and `--web-config` was not given, it is a note that says so.

## Why it matters

Without one of the two flags IIS requests no client certificate, so there is none to map, and every request there
ends in **401.2**, also once the mappings are at the right place.

## What the fix does

Nothing: it only reports. Set `SslNegotiateCert` or `SslRequireCert` at that path (IIS Manager: SSL Settings, Accept or Require).

## What it requires

Nothing.

## Sources

- Configuration reference, `<access>`: sslFlags
- IIS Support Blog, "IIS Client Certificate Authentication results in 401-Unauthorized for sub-applications"
)";

constexpr std::array judged_by{iis::section::access, iis::section::anonymous, iis::section::basic,
                               iis::section::digest, iis::section::windows};

/// Only a client certificate could authenticate a request, and none is requested.
bool is_shut(const iis::HostConfig& config, const iis::LocationPath& path) {
  return iis::only_certificates_authenticate(config, path) && !iis::asks_for_certificate(config, path);
}

Finding report(const iis::HostConfig& config, xml::Element element, const iis::LocationPath& path) {
  Finding finding =
      engine::finding_at(element, path, Severity::warning,
                         "only client certificates can authenticate at '" + path.text() +
                             "', but sslFlags requests none, so every request ends in 401.2: add "
                             "SslNegotiateCert or SslRequireCert");
  return engine::as_far_as_known(std::move(finding), config, path, judged_by);
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const iis::MappingSite& site : iis::mapping_sites(config)) {
    std::set<std::string> reported;
    for (const iis::LocationPath& path : iis::stored_paths(config, site.mappings.path))
      for (const iis::StoredSection& anonymous : config.stored_at(iis::section::anonymous, path.key()))
        if (anonymous.element.attribute("enabled") && is_shut(config, path) &&
            reported.insert(path.key()).second)
          findings.push_back(report(config, anonymous.element, path));
    for (const iis::MappingSection* section : site.misplaced)
      if (is_shut(config, section->location->path) && reported.insert(section->location->path.key()).second)
        findings.push_back(report(config, section->element, section->location->path));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "certificate-not-requested",
    .title = "certificates are mapped where none is requested",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance = "no client certificate is requested there, so every request gets 401.2"};

}  // namespace certlift::certificate_not_requested
