#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/site_mappings.h"
#include "negotiation_command.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::late_certificate_request {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sites that request a client certificate (`SslNegotiateCert`, `SslRequireCert`), themselves or at a path below, whether that
is set there or at the server, and have an https binding that allows TLS 1.3 (bit 32 of the binding's `sslFlags` is not set):
a warning. Where there is no TLS 1.3, because of that bit or because `--windows` says 2016 or 2019, but HTTP/2 (bit 4 is not
set): a note. A binding with bit 128 negotiates the certificate in the TLS handshake (Windows Server 2025 and later) and is left alone. Whether the record of
`http.sys` has `clientcertnegotiation=enable` is not in the file: with it, the finding does not apply.

## Why it matters

IIS knows which path is meant only after it has read the request, and so requests the certificate after the TLS handshake,
at whatever level the flags are set. TLS 1.2 renegotiates; under TLS 1.3 few clients can send a certificate then, no browser
does, and HTTP/2 forbids it. On Windows Server 2022 the connection is reset (one report has 403.7, or no certificate); on
Windows Server 2025 the answer is 500.0 with 0x80070032. The mappings are never reached, however right they are.

## What the fix does

Nothing: it only reports. Three ways out:

- Let the binding request the certificate in the handshake. The finding has the commands to copy. The first, `netsh http
  show sslcert`, prints the certificate's hash and the application's ID; put these into the second, `netsh http update
  sslcert` `ipport=` (with SNI `hostnameport=`, with the central certificate store `ccs=`) ... `clientcertnegotiation=enable`.
  Name every option again that is not the default in what the first one prints: it is not documented whether `update`
  keeps them. Then all paths of the binding request a certificate.
- Or disable TLS 1.3 for the binding (bit 32, Windows Server 2019 and later), so that TLS 1.2 renegotiates, and HTTP/2 (bit
  4), which forbids that. Clients that refuse renegotiation still fail.
- On Windows Server 2025 bit 128 of the binding's `sslFlags` does what `clientcertnegotiation=enable` does.

## What it requires

Nothing.

## Sources

- IIS Support Blog, "Addressing TLS 1.3 compatibility issues in IIS Express" (2025)
- Configuration reference, `<binding>`: sslFlags
- Windows commands, `netsh http`: add sslcert
- ASP.NET Core, "Configure certificate authentication": optional client certificates
- RFC 8740
)";

/// A path of the site that requests a certificate, the site itself before those below; nullptr if none does.
const iis::LocationPath* path_that_requests(const iis::HostConfig& config, const iis::LocationPath& site) {
  for (const iis::LocationPath& path : iis::counted_paths(config, site))
    if (iis::asks_for_certificate(config, path)) return &path;
  return nullptr;
}

bool allows_tls13(const iis::HttpsBinding& binding) {
  return !binding.has(iis::no_tls13) && (binding.windows == 0 || binding.windows >= 2022);
}

/// What a client gets that cannot answer a request for its certificate after the handshake.
std::string_view outcome(unsigned windows) {
  if (windows == 2022) return "a reset connection";
  if (windows == 2025) return "500.0 with 0x80070032";
  return "a reset connection (Windows Server 2022) or 500.0 (2025)";
}

/// The two ways out, to follow what is wrong. `without`: the sslFlags of the second.
std::string ways_out(unsigned long without, std::string_view disabled) {
  return ". Request it in the handshake (keep the record's other options), or set sslFlags=\"" +
         std::to_string(without) + "\" on the binding to disable " + std::string(disabled);
}

std::string tls13_text(const iis::HttpsBinding& binding, const std::string& requesting) {
  return "'" + requesting +
         "' requests a client certificate after the TLS handshake, when TLS 1.3 clients such as browsers "
         "cannot "
         "send it: they get " +
         std::string(outcome(binding.windows)) +
         ways_out(binding.flags | iis::no_tls13 | iis::no_http2,
                  binding.has(iis::no_http2) ? "TLS 1.3" : "TLS 1.3 and HTTP/2");
}

std::string http2_text(const iis::HttpsBinding& binding, const std::string& requesting) {
  const std::string no_tls13_there =
      binding.has(iis::no_tls13)
          ? ""
          : "Windows Server " + std::to_string(binding.windows) + " has no TLS 1.3, but ";
  return no_tls13_there + "'" + requesting +
         "' requests a client certificate after the TLS handshake, which HTTP/2 forbids: clients that do not "
         "follow IIS back to HTTP/1.1 fail" +
         ways_out(binding.flags | iis::no_http2, "HTTP/2");
}

/// Nothing where TLS can ask for a certificate whenever it is wanted.
std::optional<Finding> judge(const iis::HttpsBinding& binding, const iis::LocationPath& site,
                             const std::string& requesting) {
  const bool may_use_tls13 = allows_tls13(binding);
  if (binding.negotiates() || (!may_use_tls13 && binding.has(iis::no_http2))) return std::nullopt;
  const std::string unknown_bit = binding.has(iis::negotiates_in_handshake)
                                      ? ". Bit 128 of sslFlags counts from Windows Server 2025 on"
                                      : "";
  Finding finding = engine::finding_at(
      binding.element, site, may_use_tls13 ? Severity::warning : Severity::note,
      (may_use_tls13 ? tls13_text(binding, requesting) : http2_text(binding, requesting)) + unknown_bit);
  finding.remedy = negotiation_commands(binding);
  return finding;
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  std::map<std::string, const iis::LocationPath*> requesting_of;  // by site, which may stand there twice
  for (const iis::Site& site : config.sites()) {
    const iis::LocationPath path(site.name);
    const auto [entry, is_new] = requesting_of.try_emplace(path.key());
    if (is_new) entry->second = path_that_requests(config, path);
    const iis::LocationPath* requesting = entry->second;
    if (!requesting) continue;
    for (const iis::HttpsBinding& binding : iis::https_bindings(config, site))
      if (auto finding = judge(binding, path, requesting->text())) findings.push_back(*std::move(finding));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "late-certificate-request",
    .title = "a certificate is requested after the TLS handshake, where TLS 1.3 clients cannot send it",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance =
        "connections with TLS 1.3 or HTTP/2 can be cut off before IIS uses the mappings; other clients are "
        "not affected"};

}  // namespace certlift::late_certificate_request
