#include "engine/transform.h"
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

Two mappings with one key in effect at a site, or at the server: the same `certificate` (to the letter) or the same rule
`name` (case aside). The server's mappings are inherited by every site that does not `<clear/>` them.

## Why it matters

IIS cannot read the collection: every request to the site ends in **500.19**, "Cannot add duplicate collection entry".
Neither collection knows `<remove>`, so a site cannot replace one mapping of the server.

## What the fix does

Nothing: it only reports. Remove one of the two, or `<clear/>` the inherited ones and add those that are wanted.

## What it asks for

Nothing.

## Sources

- IIS schema: `certificate` and `name` are unique keys, and the collections have `add` and `clear` only
- Microsoft.Web.Administration: "Cannot add duplicate collection entry of type 'add' with unique key attribute"
)";

using Key = std::pair<iis::MappingKind, std::string>;

/// `is_inherited`: whether a mapping's key is in effect from above.
template <class IsInherited>
void report(const std::vector<iis::Mapping>& mappings, const iis::LocationPath& path,
            const IsInherited& is_inherited, std::vector<Finding>& findings) {
  std::set<Key> keys;
  for (const iis::Mapping& mapping : mappings) {
    if (keys.emplace(mapping.kind, mapping.key).second && !is_inherited(mapping)) continue;
    Finding finding = engine::finding_at(
        mapping.element, path, Severity::error,
        mapping.label + " is already mapped at this level: IIS answers 500.19 to every request here");
    finding.subject = mapping.key;
    findings.push_back(std::move(finding));
  }
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  const iis::MappingReader reader(config);
  const std::vector<iis::Mapping> server = reader.read(iis::LocationPath()).list_standing();
  report(server, iis::LocationPath(), [](const iis::Mapping&) { return false; }, findings);
  std::set<Key> server_keys;
  for (const iis::Mapping& mapping : server) server_keys.emplace(mapping.kind, mapping.key);
  std::set<std::string> seen;
  for (const iis::Location& location : config.locations()) {
    if (!location.path.is_site() || config.stored_in(iis::section::iis_certificate_mapping, location).empty())
      continue;
    if (config.kind_of(location.path) == iis::PathKind::unknown_site) continue;
    if (!seen.insert(location.path.key()).second) continue;
    const iis::SiteMappings site = reader.read(location.path);
    if (!site.site) continue;
    const auto is_inherited = [&](const iis::Mapping& mapping) {
      return !site.site->clears[static_cast<std::size_t>(mapping.kind)] &&
             server_keys.contains({mapping.kind, mapping.key});
    };
    report(standing_mappings(nullptr, &*site.site), location.path, is_inherited, findings);
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "duplicate-mapping",
                                  .title = "a certificate or a rule name is mapped twice in effect",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance = "every request to the site gets 500.19, whoever sends it"};

}  // namespace certlift::duplicate_mapping
