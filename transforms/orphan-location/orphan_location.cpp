#include "engine/transform.h"
#include "iis/certificate_mapping.h"
#include "iis/certificate_request.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace certlift::orphan_location {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

`<location>` tags of a site that `<sites>` does not have, which hold certificate mappings or request client
certificates. Misplaced mappings below such a site are reported by `misplaced-client-cert-mappings`.

## Why it matters

Such a tag does no harm, but what it protects is not protected: the site has another name now, or the path is
misspelt.

## What the fix does

Nothing: it only reports. Correct the path, or remove the tag.

## What it requires

Nothing.

## Sources

- Microsoft.Web.Administration reads files with such tags without complaint
- IIS, "Deep Dive into IIS Configuration": Location Tags
)";

/// Mappings at the site's own level, or flags that request a certificate.
xml::Element find_certificate_setting(const iis::HostConfig& config, const iis::Location& location) {
  if (location.path.is_site())
    for (const iis::StoredSection& stored : config.stored_in(iis::section::iis_certificate_mapping, location))
      if (!iis::mapping_section(config, stored).mappings.empty()) return stored.element;
  for (const iis::StoredSection& stored : config.stored_in(iis::section::access, location))
    if (iis::asks_for_certificate(stored.element.value("sslFlags").value_or(""))) return stored.element;
  return {};
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const iis::Location& location : config.locations()) {
    if (config.kind_of(location.path) != iis::PathKind::unknown_site) continue;
    if (const xml::Element setting = find_certificate_setting(config, location))
      findings.push_back(
          engine::finding_at(setting, location.path, Severity::warning,
                             "certificate settings for '" + location.path.text() +
                                 "', but there is no site '" + location.path.site() +
                                 "', so IIS does not use them: correct the path, or remove the <location>"));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "orphan-location",
                                  .title = "certificate settings for a site that does not exist",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find};

}  // namespace certlift::orphan_location
