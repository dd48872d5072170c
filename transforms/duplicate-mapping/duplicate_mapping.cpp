#include "engine/transform.h"
#include "iis/locking.h"
#include "iis/site_mappings.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::duplicate_mapping {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Two effective mappings with one key at a site, or at the server: the same `certificate` (to the letter) or the same rule
`name` (case aside). The server's mappings are inherited by every site that does not `<clear/>` them.
With `--web-config`, also a mapping in the web.config at a site's root that stands at the site or the server already,
where the section is unlocked.

## Why it matters

IIS cannot read the collection: every request to the site ends in **500.19**, "Cannot add duplicate collection entry".
Neither collection knows `<remove>`, so a site cannot replace one mapping of the server.

## What the fix does

Nothing: it only reports. Remove one of the two, or `<clear/>` the inherited ones and add those that are wanted.

## What it requires

Nothing.

## Sources

- IIS schema: `certificate` and `name` are unique keys, and the collections have `add` and `clear` only
- Microsoft.Web.Administration: "Cannot add duplicate collection entry of type 'add' with unique key attribute"
)";

using Keys = std::array<std::set<std::string_view>, 2>;  // by kind

std::set<std::string_view>& of(Keys& keys, iis::MappingKind kind) {
  return keys[static_cast<std::size_t>(kind)];
}

/// `inherited`: the keys inherited from above.
void report(const iis::MappingSection& section, const iis::LocationPath& path, Keys& inherited,
            std::vector<Finding>& findings) {
  Keys keys;
  for (const iis::Mapping& mapping : section.mappings) {
    if (!mapping.after_clear) continue;
    const bool is_first = of(keys, mapping.kind).insert(mapping.key()).second;
    const bool clears = section.clears[static_cast<std::size_t>(mapping.kind)];
    if (is_first && (clears || !of(inherited, mapping.kind).contains(mapping.key()))) continue;
    Finding finding = engine::finding_at(
        mapping.element, path, Severity::error,
        mapping.label() + " is already mapped at this level: IIS answers 500.19 to every request here");
    finding.subject = mapping.key();
    findings.push_back(std::move(finding));
  }
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  Keys none, at_server;
  if (const auto* server = iis::site_mappings(config, iis::LocationPath()).server) {
    report(*server, iis::LocationPath(), none, findings);
    for (const iis::Mapping& mapping : server->mappings)
      if (mapping.after_clear) of(at_server, mapping.kind).insert(mapping.key());
  }
  std::set<std::string_view> seen;
  for (const iis::StoredSection& stored : config.sections(iis::section::iis_certificate_mapping)) {
    const iis::LocationPath& path = stored.location->path;
    if (!path.is_site()) continue;
    if (config.kind_of(path) == iis::PathKind::unknown_site) continue;
    if (!seen.insert(path.key()).second) continue;
    report(*iis::site_mappings(config, path).site, path, at_server, findings);
  }
  return findings;
}

/// Of the web.config at a site's root, where IIS reads mappings if the section is unlocked.
std::vector<Finding> find_in_web_config(const iis::HostConfig& host, const iis::WebConfigFile& file) {
  if (!file.path.is_site() || !iis::is_unlocked(host, iis::section::iis_certificate_mapping, file.path))
    return {};
  const iis::SiteMappings site = iis::site_mappings(host, file.path);
  Keys above;
  for (const iis::MappingKind kind : iis::mapping_kinds)
    for (const auto mappings : {site.inherited(kind), site.own(kind)})
      for (const iis::Mapping* mapping : mappings) of(above, kind).insert(mapping->key());
  std::vector<Finding> findings;
  for (const iis::StoredSection& stored : file.config.sections(iis::section::iis_certificate_mapping))
    if (stored.location->path.is_server())
      report(iis::mapping_section(file.config, stored), file.path, above, findings);
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "duplicate-mapping",
                                  .title = "two effective mappings have the same certificate or rule name",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance = "every request to the site gets 500.19, whoever sends it",
                                  .find_in_web_config = find_in_web_config};

}  // namespace certlift::duplicate_mapping
