#include "engine/transform.h"
#include "iis/certificate.h"
#include "iis/site_mappings.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::expired_certificate {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

One-to-one mappings whose `certificate` was valid only up to a day in the past.

## Why it matters

A one-to-one mapping holds the whole certificate: the renewed one is another and does not match, so the user is
locked out until its certificate is entered here. A client that still sends the expired one is turned away with 403.17.

## What the fix does

Nothing: it only reports.

## What it requires

Nothing.

## Sources

- Configuration reference, `oneToOneMappings/add`: the two data strings must be identical
- Microsoft, "HTTP status codes in IIS": 403.17
)";

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  if (config.today().empty()) return findings;
  for (const iis::UsedMapping& used : iis::used_mappings(config)) {
    const std::string& not_after = used.mapping->certificate.not_after;
    if (not_after.empty() || not_after >= config.today()) continue;
    Finding finding = engine::finding_at(used.mapping->element, used.section->location->path, Severity::note,
                                         used.mapping->label() + " expired on " + not_after);
    finding.subject = used.mapping->key();
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "expired-certificate",
                                  .title = "a mapped certificate has expired",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance =
                                      "this one client is refused: with 403.17 if it sends the old "
                                      "certificate, unmapped if it sends a new one",
                                  .files = engine::Files::all};

}  // namespace certlift::expired_certificate
