#include "engine/transform.h"
#include "iis/site_mappings.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::dead_mapping {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Mappings at the server or at a site that stand before a `<clear/>` of their collection, or whose kind
(`oneToOneCertificateMappingsEnabled`, `manyToOneCertificateMappingsEnabled`) is switched off there, while the section
itself is on.

## Why it matters

IIS never uses them, although the file looks as if it did.

## What the fix does

Nothing: it only reports.

## What it requires

Nothing.

## Sources

- Configuration reference, `<iisClientCertificateMappingAuthentication>`
- IIS, "Introduction to ApplicationHost.config": collections, clear
)";

void report(const iis::MappingSection& section, const iis::MappingSettings& settings,
            std::vector<Finding>& findings) {
  if (!settings.enabled) return;
  for (const iis::Mapping& mapping : section.mappings) {
    if (mapping.after_clear && settings.is_on(mapping.kind)) continue;
    const std::string why = !mapping.after_clear ? "a <clear/> follows it"
                                                 : std::string(iis::switch_name(mapping.kind)) + " is off";
    Finding finding = engine::finding_at(mapping.element, section.location->path, Severity::note,
                                         mapping.label() + " is never used: " + why);
    finding.subject = mapping.key();
    findings.push_back(std::move(finding));
  }
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  const iis::SiteMappings server = iis::site_mappings(config, iis::LocationPath());
  if (server.server) report(*server.server, laid_over({}, *server.server), findings);
  std::set<std::string> seen;
  for (const iis::StoredSection& stored : config.sections(iis::section::iis_certificate_mapping)) {
    const iis::LocationPath& path = stored.location->path;
    if (!path.is_site()) continue;
    if (!seen.insert(path.key()).second) continue;
    const iis::SiteMappings site = iis::site_mappings(config, path);
    if (site.site) report(*site.site, site.settings, findings);
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "dead-mapping",
                                  .title = "a certificate mapping that IIS never uses",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find};

}  // namespace certlift::dead_mapping
