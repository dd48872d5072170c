#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/section_problems.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::odd_ssl_flags {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sections `access` whose `sslFlags` have `SslRequireCert` without `SslNegotiateCert`, or without `Ssl`: a warning.
`SslNegotiateCert` without `Ssl` is a note: IIS Manager writes that where *Require SSL* is off and client certificates are
accepted, and over http no certificate is requested then. Values that IIS does not know are reported by `invalid-section`.

## Why it matters

`SslNegotiateCert` requests a certificate, `SslRequireCert` turns away who sends none, `Ssl` turns away http. It is not
documented what IIS does where the second stands without the others: a request may end in 403.7 although its client has a
certificate, or be served over http without one.

## What the fix does

Nothing: it only reports. To require a certificate, set `Ssl, SslNegotiateCert, SslRequireCert`, which is what IIS Manager
writes for *Require SSL* with *Require*; to accept one, `Ssl, SslNegotiateCert`.

## What it requires

Nothing.

## Sources

- Configuration reference, `<access>`: sslFlags, which says what each flag does, and nothing of their combinations
- Microsoft, "HTTP status codes in IIS": 403.4, 403.7
)";

std::string missing_flags(std::string_view ssl_flags) {
  const bool ssl = iis::requires_ssl(ssl_flags);
  if (iis::negotiates_certificate(ssl_flags)) return "Ssl";
  return ssl ? "SslNegotiateCert" : "Ssl and SslNegotiateCert";
}

std::optional<Finding> judge(const iis::StoredSection& access, std::string_view flags) {
  const bool required = iis::requires_certificate(flags);
  const bool negotiated = iis::negotiates_certificate(flags);
  if (!(required || negotiated) || (iis::requires_ssl(flags) && negotiated)) return std::nullopt;
  const std::string missing = missing_flags(flags);
  const std::string what = "sslFlags is \"" + std::string(flags) + "\": ";
  if (required)
    return engine::finding_at(access.element, access.location->path, Severity::warning,
                              what + "SslRequireCert without " + missing +
                                  ", and it is not documented what IIS does then. Add " + missing);
  return engine::finding_at(access.element, access.location->path, Severity::note,
                            what +
                                "SslNegotiateCert without Ssl, so http is let in too, and no certificate is "
                                "requested over it. Add Ssl if that is not wanted");
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  const iis::ElementSchema* schema = config.schema().section(iis::section::access);
  if (!schema) return findings;
  for (const iis::StoredSection& stored : config.sections(iis::section::access)) {
    const auto flags = stored.element.value("sslFlags");
    if (!flags || config.kind_of(stored.location->path) == iis::PathKind::unknown_site) continue;
    if (!iis::problems_at(config, stored.element, *schema).empty()) continue;
    if (auto finding = judge(stored, *flags)) findings.push_back(*std::move(finding));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "odd-ssl-flags",
    .title = "sslFlags in a combination that is not documented",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance =
        "it is not documented what IIS does with these sslFlags: requests there may get 403.7, or be "
        "served without a certificate"};

}  // namespace certlift::odd_ssl_flags
