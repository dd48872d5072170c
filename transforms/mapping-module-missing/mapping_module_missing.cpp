#include "engine/transform.h"
#include "iis/modules.h"
#include "iis/site_mappings.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::mapping_module_missing {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Files with certificate mappings, effective or misplaced, where `IISCertificateMappingAuthenticationModule` is not in
`<globalModules>` or not in `<modules>`, or is removed at a site that has mappings or below it. Files without these
sections (excerpts) are left alone.

## Why it matters

The module is not part of the default installation of IIS. Without it IIS uses no mapping, wherever it is saved.

## What the fix does

Nothing: it only reports. Install the feature *IIS Client Certificate Mapping Authentication* (`Web-Cert-Auth`; where the
module is not installed, the finding has the command for PowerShell), or undo the removal.

## What it requires

Nothing.

## Sources

- Configuration reference, `<iisClientCertificateMappingAuthentication>`: Setup
- IIS, "Introduction to IIS Architectures": modules in IIS
- Windows Server, roles and features: Web-Cert-Auth, which `Install-WindowsFeature` takes
)";

constexpr std::string_view module_name = "IISCertificateMappingAuthenticationModule";

void report_server(const iis::HostConfig& config, std::string_view section, const std::string& name,
                   std::vector<Finding>& findings) {
  if (iis::has_module(config, section, module_name) != false) return;
  Finding finding = engine::finding_at(
      config.stored_at(section, "").front().element, iis::LocationPath(), Severity::warning,
      std::string(module_name) + " is not in <" + name + ">: IIS uses no certificate mapping of this server");
  if (section == iis::section::global_modules) finding.remedy = "Install-WindowsFeature Web-Cert-Auth";
  findings.push_back(std::move(finding));
}

void report_path(const iis::HostConfig& config, const iis::LocationPath& path,
                 std::vector<Finding>& findings) {
  for (const iis::StoredSection& stored : config.stored_at(iis::section::modules, path.key()))
    if (iis::has_module(stored.element, module_name) == false)
      findings.push_back(engine::finding_at(stored.element, path, Severity::warning,
                                            std::string(module_name) + " is removed for '" + path.text() +
                                                "': IIS uses no certificate mapping there"));
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  const auto& sites = iis::mapping_sites(config);
  if (sites.empty()) return findings;
  report_server(config, iis::section::global_modules, "globalModules", findings);
  report_server(config, iis::section::modules, "modules", findings);
  for (const iis::MappingSite& site : sites)
    for (const iis::LocationPath& path : iis::stored_paths(config, site.mappings.path))
      report_path(config, path, findings);
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "mapping-module-missing",
    .title = "the module that maps certificates is missing",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance = "no certificate is mapped until the module is installed and loaded"};

}  // namespace certlift::mapping_module_missing
