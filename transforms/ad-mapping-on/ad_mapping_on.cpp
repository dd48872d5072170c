#include "engine/transform.h"
#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::ad_mapping_on {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

`clientCertificateMappingAuthentication` (Active Directory) switched on at the server, at a site or below it, where the
site also has IIS certificate mappings (`iisClientCertificateMappingAuthentication`), effective or misplaced.

## Why it matters

The two exclude each other: with the Active Directory mapper on, HTTP.sys asks the domain for the account, and the
mappings in IIS's configuration are not used. Requests run as another user, or end in 401.

## What the fix does

Nothing: it only reports. Which of the two is meant requires your decision. Where mappings are misplaced, the rule
`misplaced-client-cert-mappings` refuses to lift them for the same reason.

## What it requires

Nothing.

## Sources

- TechNet, "Configure IIS Client Certificate Mapping" (IIS 7): with IIS certificate mapping, Active Directory mapping
  cannot be used
- IIS, "Changes in Security between IIS 6.0 and IIS 7": `SslUseDsMapper`
)";

/// Says it for each place that switches the Active Directory mapper on.
void report(const iis::HostConfig& config, const iis::LocationPath& path, std::vector<Finding>& findings) {
  for (const iis::StoredSection& stored : config.stored_at(iis::section::ad_certificate_mapping, path.key()))
    if (iis::read_bool(stored.element.value("enabled").value_or("false")) == true)
      findings.push_back(
          engine::finding_at(stored.element, path, Severity::warning,
                             "Active Directory certificate mapping is on here together with IIS certificate "
                             "mapping, and IIS uses only one of the two: switch one of them off"));
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  const auto& sites = iis::mapping_sites(config);
  const auto in_force = [&](const iis::MappingSite& site) {
    const auto enabled =
        iis::effective_value(config, site.mappings.path, iis::section::ad_certificate_mapping, "enabled");
    return iis::read_bool(enabled.value) == true;
  };
  if (std::ranges::any_of(sites, in_force)) report(config, iis::LocationPath(), findings);
  for (const iis::MappingSite& site : sites)
    for (const iis::LocationPath& path : iis::stored_paths(config, site.mappings.path))
      report(config, path, findings);
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "ad-mapping-on",
                                  .title = "Active Directory and IIS certificate mapping are on at once",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance =
                                      "Active Directory may map the client certificate of every request "
                                      "there; the IIS mappings are then not used"};

}  // namespace certlift::ad_mapping_on
