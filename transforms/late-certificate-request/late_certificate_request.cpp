#include "engine/transform.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::late_certificate_request {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sites that ask for a client certificate (`SslNegotiateCert`, `SslRequireCert`) only below the site, and have an https
binding that allows TLS 1.3 (bit 32 of the binding's `sslFlags` is not set) or HTTP/2 (bit 4).

## Why it matters

IIS knows which application is meant only after the request has been read, and then has to ask for the certificate on
an open connection. TLS 1.2 renegotiates; in TLS 1.3 few clients can do it, no browser does, and over HTTP/2 it is
forbidden. On Windows Server 2022 the connection is reset; on Windows Server 2025 the answer is 500.0 with 0x80070032.
The mappings are never reached, however right they are.

## What the fix does

Nothing: it only reports. Either let the binding ask for the certificate at the start (`netsh http` ...
`clientcertnegotiation=enable`), or switch TLS 1.3 off for that binding (`sslFlags` bit 32).

## What it asks for

Nothing.

## Sources

- IIS Support Blog, "Addressing TLS 1.3 compatibility issues in IIS Express" (2025)
- Configuration reference, `<binding>`: sslFlags
- RFC 8740
)";

enum Bit : unsigned long { no_http2 = 4, no_tls13 = 32 };

/// A path below the site that asks although the site itself does not.
std::string path_that_asks(const iis::HostConfig& config, const iis::LocationPath& site) {
  if (iis::asks_for_certificate(config, site)) return {};
  for (const iis::LocationPath& path : iis::stored_paths(config, site))
    if (iis::asks_for_certificate(config, path)) return path.text();
  return {};
}

void report(xml::Element binding, const iis::LocationPath& site, const std::string& asking,
            std::vector<Finding>& findings) {
  if (!iis::same_name(binding.value("protocol").value_or(""), "https")) return;
  const unsigned long flags = iis::read_number(binding.value("sslFlags").value_or("0")).value_or(0);
  const std::string what = (flags & no_tls13) == 0 ? "TLS 1.3" : (flags & no_http2) == 0 ? "HTTP/2" : "";
  if (what.empty()) return;
  findings.push_back(engine::finding_at(
      binding, site, Severity::note,
      "this binding allows " + what + ", but a certificate is asked for only below the site ('" + asking +
          "'): from Windows Server 2022 on such requests can fail before any mapping is looked at"));
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  std::map<std::string, std::string> asking_of;  // by site: one that stands there twice is looked at once
  for (const iis::Site& site : config.sites()) {
    const iis::LocationPath path(site.name);
    const auto [entry, is_new] = asking_of.try_emplace(path.key());
    std::string& asking = entry->second;
    if (is_new) asking = path_that_asks(config, path);
    if (asking.empty()) continue;
    for (xml::Element bindings : site.element.children("bindings"))
      for (xml::Element binding : bindings.children("binding")) report(binding, path, asking, findings);
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "late-certificate-request",
                                  .title = "certificates are asked for too late for TLS 1.3",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance =
                                      "clients that use TLS 1.3 or HTTP/2 can be cut off before the mappings "
                                      "are looked at; others are not affected"};

}  // namespace certlift::late_certificate_request
