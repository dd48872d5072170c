#include "engine/transform.h"
#include "iis/binding.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::small_upload_read_ahead {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sites and paths below them that request a client certificate, where the effective value of
`serverRuntime uploadReadAheadSize` is its default (49152 bytes) or less. Not where each https binding negotiates the
certificate in the TLS handshake (bit 128 of its `sslFlags`, Windows Server 2025 and later). Below a site that is reported,
only paths with another value.

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

constexpr std::array judged_by{iis::section::server_runtime};

/// Whether TLS asks for the certificate before there is a request, at each https binding.
bool all_negotiate(const iis::HostConfig& config, const iis::LocationPath& site) {
  const iis::Site* known = config.site(site.site());
  if (!known) return false;
  const auto bindings = iis::https_bindings(config, *known);
  return !bindings.empty() && std::ranges::all_of(bindings, &iis::HttpsBinding::negotiates);
}

/// What is stored at the path and decides, or, for the site itself, above it.
xml::Element decision_at(const iis::HostConfig& config, const iis::LocationPath& path) {
  if (const auto stored = config.stored_at(iis::section::access, path.key()); !stored.empty())
    return stored.front().element;
  for (const iis::StoredSection& stored : config.stored_at(iis::section::server_runtime, path.key()))
    if (stored.element.attribute(size_attribute)) return stored.element;
  if (path.is_below_site()) return {};
  const xml::Element origin = iis::effective_value(config, path, iis::section::access, "sslFlags").origin;
  if (!origin || &origin.document() == &config.document()) return origin;
  const iis::Site* known = config.site(path.site());  // a web.config says so
  return known ? known->element : xml::Element();
}

Finding report(xml::Element element, const iis::LocationPath& path, unsigned long size) {
  return engine::finding_at(
      element, path, Severity::note,
      "requests a client certificate after the TLS handshake; request bodies over uploadReadAheadSize (" +
          std::to_string(size) + " bytes) can fail with 413");
}

std::vector<Finding> find(const iis::HostConfig& config) {
  const auto default_size =
      iis::read_number(iis::default_value(config.schema(), iis::section::server_runtime, size_attribute));
  std::vector<Finding> findings;
  for (const iis::LocationPath& site : iis::sites_of(config)) {
    if (all_negotiate(config, site)) continue;
    std::optional<unsigned long> of_site;  // as far as it was reported
    for (const iis::LocationPath& path : iis::stored_paths(config, site)) {
      if (!iis::asks_for_certificate(config, path)) continue;
      const auto size = iis::read_number(
          iis::effective_value(config, path, iis::section::server_runtime, size_attribute).value);
      const xml::Element decision = decision_at(config, path);
      if (!decision || !size || size > default_size || size == of_site) continue;
      if (path == site) of_site = size;
      findings.push_back(engine::as_far_as_known(report(decision, path, *size), config, path, judged_by));
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
