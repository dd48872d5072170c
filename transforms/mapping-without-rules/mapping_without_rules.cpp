#include "engine/transform.h"
#include "iis/site_mappings.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::mapping_without_rules {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Many-to-one mappings, effective or misplaced, that have no rule: a warning. With `permissionMode="Deny"` a note, because
public scripts that set up DSC pull servers write such a mapping behind the others, to turn away every other certificate.

## Why it matters

A many-to-one mapping says by its rules which certificates it is for. Nobody documents whether one without rules fits every
certificate or none: every holder of a trusted certificate could be logged on as its user, or nobody.

## What the fix does

Nothing: it only reports. Add the rules that are meant, such as `certificateField="Issuer" certificateSubField="CN"` with the
name of the issuing authority; or remove the mapping. Then try it with a certificate that must not be mapped.

## What it requires

Nothing. `misplaced-client-cert-mappings` lifts such a mapping only with `--accept matches-unknown`.

## Sources

- Configuration reference, `manyToOneMappings/add/rules`
- Public PowerShell scripts for DSC pull servers: a mapping for the pull clients, then one with `permissionMode="Deny"` alone
)";

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const iis::UsedMapping& used : iis::used_mappings(config)) {
    const iis::Mapping& mapping = *used.mapping;
    if (mapping.kind != iis::MappingKind::many_to_one || mapping.has_rules || !mapping.enabled) continue;
    const std::string message =
        (mapping.deny ? "the Deny " : "the Allow ") + mapping.label() +
        " has no rules, and it is not documented whether it matches every certificate or none: " +
        (mapping.deny ? "do not rely on it to turn away all others" : "add the rules that are meant");
    Finding finding = engine::finding_at(mapping.element, used.section->location->path,
                                         mapping.deny ? Severity::note : Severity::warning, message);
    finding.subject = mapping.hallmark();
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "mapping-without-rules",
    .title = "a many-to-one mapping has no rules",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance = "a mapping without rules may match every client certificate or none; that is not documented",
    .files = engine::Files::all};

}  // namespace certlift::mapping_without_rules
