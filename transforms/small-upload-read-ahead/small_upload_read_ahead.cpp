#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/site_mappings.h"

#include <string_view>
#include <vector>

namespace certlift::small_upload_read_ahead {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Paths below a site that request a client certificate although the site does not, where the effective value of
`serverRuntime uploadReadAheadSize` is its default (49152 bytes) or less.

## Why it matters

IIS requests the certificate after the TLS handshake, when it has read the request's headers. What the client has already
sent of the body must fit into that buffer: with the default, a POST of more than 48 KB can end in **413**.

## What the fix does

Nothing: it only reports. Raise `uploadReadAheadSize` at that path, or let clients send `Expect: 100-continue`.

## What it requires

Nothing.

## Sources

- Configuration reference, `<serverRuntime>`: uploadReadAheadSize
- Azure App Service team blog, "Posting a large file can fail if you enable Client Certificates" (2017)
)";

constexpr std::string_view size_attribute = "uploadReadAheadSize";

std::vector<Finding> find(const iis::HostConfig& config) {
  const auto default_size =
      iis::read_number(iis::default_value(config.schema(), iis::section::server_runtime, size_attribute));
  std::vector<Finding> findings;
  for (const iis::LocationPath& site : iis::sites_of(config)) {
    if (iis::asks_for_certificate(config, site)) continue;
    for (const iis::LocationPath& path : iis::stored_paths(config, site)) {
      const auto stored = config.stored_at(iis::section::access, path.key());
      if (stored.empty() || !iis::asks_for_certificate(config, path)) continue;
      const auto size = iis::read_number(
          iis::effective_value(config, path, iis::section::server_runtime, size_attribute).value);
      if (!size || size > default_size) continue;
      findings.push_back(engine::finding_at(
          stored.front().element, path, Severity::note,
          "requests a client certificate after the TLS handshake; request bodies over uploadReadAheadSize (" +
              std::to_string(*size) + " bytes) can fail with 413"));
    }
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "small-upload-read-ahead",
    .title = "large uploads can fail where a certificate is requested after the TLS handshake",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance =
        "clients that send large request bodies (uploads) can get 413; other clients are not affected"};

}  // namespace certlift::small_upload_read_ahead
