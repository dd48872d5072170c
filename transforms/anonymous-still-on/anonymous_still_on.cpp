#include "engine/transform.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <string_view>
#include <vector>

namespace certlift::anonymous_still_on {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Paths with misplaced certificate mappings where anonymous authentication is on in effect. As a note: paths that require
a client certificate (`SslRequireCert`), under a site with mappings in effect, where anonymous authentication is on.

## Why it matters

IIS falls back to anonymous when no other module finds a user. There is no 401 then: a request whose certificate no
mapping fits runs as the anonymous user (`IUSR`), and nobody notices that the mapping did nothing.

## What the fix does

Nothing: it only reports.

## What it asks for

Nothing.

## Sources

- IIS, "Introduction to IIS Architectures": AnonymousAuthenticationModule is used when no other method succeeds
- Configuration reference, `<anonymousAuthentication>`: on by default
)";

bool is_anonymous(const iis::HostConfig& config, const iis::LocationPath& path) {
  return iis::read_bool(iis::effective(config, path, iis::section::anonymous, "enabled", "true").value) !=
         false;
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const iis::MappingSite& site : iis::mapping_sites(config)) {
    for (const iis::MappingSection& section : site.misplaced)
      if (is_anonymous(config, section.location->path))
        findings.push_back(
            engine::finding_at(section.element, section.location->path, Severity::warning,
                               "anonymous authentication is on here, so requests that no mapping fits "
                               "run as the anonymous user instead of being turned away"));
    if (!site.mappings.are_in_effect()) continue;
    for (const iis::LocationPath& path : iis::stored_paths(config, site.mappings.path))
      for (const iis::StoredSection& access : config.stored_at(iis::section::access, path.key()))
        if (iis::requires_certificate(access.element.value("sslFlags").value_or("")) &&
            is_anonymous(config, path))
          findings.push_back(
              engine::finding_at(access.element, path, Severity::note,
                                 "a certificate is required here, but anonymous authentication is on: "
                                 "a certificate that no mapping fits is let in as the anonymous user"));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "anonymous-still-on",
                                  .title = "anonymous authentication is on where certificates are mapped",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance =
                                      "a request whose certificate fits no mapping, or that has none, is "
                                      "served as the anonymous user instead of being refused"};

}  // namespace certlift::anonymous_still_on
