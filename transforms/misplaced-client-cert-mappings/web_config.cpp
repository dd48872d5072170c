#include "web_config.h"

#include "iis/in_effect.h"
#include "iis/locking.h"

#include <algorithm>
#include <string>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using engine::Finding;
using engine::Severity;

constexpr const char* what_it_is =
    "this is a web.config, not an applicationHost.config: its <location> tags name folders, not sites, so "
    "only its client certificate mappings are checked. certlift check --web-config on the server's "
    "applicationHost.config says which application it belongs to";

constexpr std::string_view refusal_code = "web-config";

/// Whether a section holds mappings, or the switch that says there are some.
bool is_meant(xml::Element section) {
  if (iis::same_name(section.value("enabled").value_or(""), "true")) return true;
  return std::ranges::any_of(
      section.children(), [](xml::Element collection) { return static_cast<bool>(collection.child("add")); });
}

Finding report(const iis::StoredSection& section) {
  const iis::LocationPath& path = section.location->path;
  const std::string whose = path.is_server() ? "" : " of the folder '" + path.text() + "'";
  Finding finding = engine::finding_at(
      section.element, path, is_meant(section.element) ? Severity::error : Severity::warning,
      "the client certificate mapping section" + whose +
          " is saved in a web.config: where IIS allows none there, as by default, every request ends in "
          "500.19 (0x80070021); where the section is unlocked, IIS reads it at the root of a site and "
          "ignores it below");
  finding.refusal = engine::refusal_for(
      refusal_code,
      "certlift never changes a web.config. Move the section into <location path=\"SITE\"> of "
      "the server's applicationHost.config (SITE is the site's name), and remove it here");
  return finding;
}

Finding report(const iis::StoredSection& section, const iis::LocationPath& path, bool is_unlocked,
               const std::string& host_path) {
  Finding finding = engine::finding_at(
      section.element, path, Severity::error,
      "the client certificate mappings of '" + path.text() + "' are saved in a web.config, " +
          (is_unlocked ? "where IIS does not read them"
                       : "where IIS allows none: every request there ends in 500.19 (0x80070021)"));
  finding.refusal = engine::refusal_for(
      "in-web-config",
      "certlift edits applicationHost.config alone. Move the section into <location path=\"" + path.site() +
          "\"> of " + host_path + ", take it out here, and check again");
  return finding;
}

}  // namespace

std::vector<Finding> find_in_web_config(const iis::HostConfig& web_config) {
  std::vector<Finding> findings{
      engine::finding_at(web_config.document().root(), iis::LocationPath(), Severity::note, what_it_is)};
  for (const iis::StoredSection& section : web_config.sections(iis::section::iis_certificate_mapping))
    findings.push_back(report(section));
  return findings;
}

std::vector<Finding> find_in_servers_web_config(const iis::HostConfig& host, const iis::WebConfigFile& file) {
  const bool is_unlocked = iis::is_unlocked(host, iis::section::iis_certificate_mapping, file.path);
  std::vector<Finding> findings;
  for (const iis::StoredSection& section : file.config.sections(iis::section::iis_certificate_mapping)) {
    const iis::LocationPath path = iis::whole_path(file.path, section.location->path);
    const bool is_read = is_unlocked && iis::is_read_at(iis::section::iis_certificate_mapping, path);
    if (!is_read && (!is_unlocked || is_meant(section.element)))
      findings.push_back(report(section, path, is_unlocked, host.document().path()));
  }
  return findings;
}

}  // namespace certlift::misplaced_client_cert_mappings
