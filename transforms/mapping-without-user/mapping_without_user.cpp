#include "engine/transform.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::mapping_without_user {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

One-to-one mappings, and many-to-one mappings that allow (`permissionMode` is not `Deny`), effective or misplaced, whose
`userName` is missing or empty. Mappings with `enabled="false"` are left alone.

## Why it matters

IIS logs the client on as the mapping's user, and here there is none. It is not documented what the client gets (an error,
or the next mapping); certain is that this mapping maps it to nobody.

## What the fix does

Nothing: it only reports. Enter `userName` and `password` (IIS Manager encrypts the password; a text editor does not), or
remove the mapping. Clients that must not get in belong into a many-to-one mapping with `permissionMode="Deny"`, which
needs no user.

## What it requires

Nothing.

## Sources

- Configuration reference, `oneToOneMappings/add` and `manyToOneMappings/add`: userName, permissionMode
- IIS schema: `userName` is optional in both, and in a many-to-one mapping that has it never empty
)";

bool needs_user(const iis::Mapping& mapping) {
  return mapping.enabled && !(mapping.kind == iis::MappingKind::many_to_one && mapping.deny);
}

/// What to call a mapping that has no user to be named after: no certificate, which is too long.
std::string label(const iis::Mapping& mapping) {
  return mapping.kind == iis::MappingKind::many_to_one ? "the Allow " + mapping.label()
                                                       : "this one-to-one mapping";
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const iis::UsedMapping& used : iis::used_mappings(config)) {
    const iis::Mapping& mapping = *used.mapping;
    const auto user = mapping.element.value("userName");
    if (!needs_user(mapping) || !iis::trimmed(user.value_or("")).empty()) continue;
    Finding finding = engine::finding_at(
        mapping.element, used.section->location->path, Severity::error,
        label(mapping) + (user ? " has an empty userName" : " has no userName") +
            ", so its clients are mapped to nobody: enter userName and password, or remove it");
    finding.subject = mapping.hallmark();
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "mapping-without-user",
                                  .title = "a certificate mapping has no user",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance = "the clients that this mapping is for are mapped to nobody",
                                  .files = engine::Files::all};

}  // namespace certlift::mapping_without_user
