#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"
#include "negotiation_command.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::late_certificate_request {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sites with a path that requests a client certificate (`SslNegotiateCert`, `SslRequireCert`), or, where certificates are
mapped, that request one themselves, and have an https binding that allows TLS 1.3 (bit 32 of the binding's `sslFlags` is not set): a warning. Where there is no TLS 1.3, because
of that bit or because `--windows` says 2016 or 2019, but HTTP/2 (bit 4 is not set): a note. A binding with bit 128
negotiates the certificate in the TLS handshake (Windows Server 2025 and later) and is left alone. Whether the record of
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

/// The sites that map certificates, or are meant to, by key.
std::set<std::string> sites_with_mappings(const iis::HostConfig& config) {
  std::set<std::string> keys;
  for (const iis::MappingSite& site : iis::mapping_sites(config)) keys.insert(site.mappings.path.key());
  return keys;
}

/// A path of the site that requests a certificate: the site itself, if it maps certificates, or else the
/// first below a site that does not request one; empty if there is none.
std::string path_that_requests(const iis::HostConfig& config, const iis::LocationPath& site,
                               bool has_mappings) {
  if (iis::asks_for_certificate(config, site)) return has_mappings ? site.text() : "";
  for (const iis::LocationPath& path : iis::stored_paths(config, site))
    if (iis::asks_for_certificate(config, path)) return path.text();
  return {};
}

/// An https binding of a site, and who requests certificates there.
struct Binding {
  xml::Element element;
  unsigned long flags;
  std::string requesting;
  unsigned windows;

  bool has(BindingFlag flag) const { return (flags & flag) != 0; }
  bool allows_tls13() const { return !has(no_tls13) && (windows == 0 || windows >= 2022); }
  /// Bit 128 says nothing on an older Windows.
  bool negotiates() const { return has(negotiates_certificate) && (windows == 0 || windows >= 2025); }
};

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

std::string tls13_text(const Binding& binding) {
  return "'" + binding.requesting +
         "' requests a client certificate after the TLS handshake, when TLS 1.3 clients such as browsers "
         "cannot "
         "send it: they get " +
         std::string(outcome(binding.windows)) +
         ways_out(binding.flags | no_tls13 | no_http2,
                  binding.has(no_http2) ? "TLS 1.3" : "TLS 1.3 and HTTP/2");
}

std::string http2_text(const Binding& binding) {
  const std::string no_tls13_there =
      binding.has(no_tls13) ? ""
                            : "Windows Server " + std::to_string(binding.windows) + " has no TLS 1.3, but ";
  return no_tls13_there + "'" + binding.requesting +
         "' requests a client certificate after the TLS handshake, which HTTP/2 forbids: clients that do not "
         "follow IIS back to HTTP/1.1 fail" +
         ways_out(binding.flags | no_http2, "HTTP/2");
}

void report(const Binding& binding, const iis::LocationPath& site, std::vector<Finding>& findings) {
  const bool allows_tls13 = binding.allows_tls13();
  if (binding.negotiates() || (!allows_tls13 && binding.has(no_http2))) return;
  const std::string unknown_bit =
      binding.has(negotiates_certificate) ? ". Bit 128 of sslFlags counts from Windows Server 2025 on" : "";
  Finding finding =
      engine::finding_at(binding.element, site, allows_tls13 ? Severity::warning : Severity::note,
                         (allows_tls13 ? tls13_text(binding) : http2_text(binding)) + unknown_bit);
  finding.remedy = negotiation_commands(binding.element, binding.flags);
  findings.push_back(std::move(finding));
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  const auto with_mappings = sites_with_mappings(config);
  std::map<std::string, std::string> requesting_of;  // by site: one that stands there twice is looked at once
  for (const iis::Site& site : config.sites()) {
    const iis::LocationPath path(site.name);
    const auto [entry, is_new] = requesting_of.try_emplace(path.key());
    std::string& requesting = entry->second;
    if (is_new) requesting = path_that_requests(config, path, with_mappings.contains(path.key()));
    if (requesting.empty()) continue;
    for (xml::Element bindings : site.element.children("bindings"))
      for (xml::Element binding : bindings.children("binding"))
        if (iis::same_name(binding.value("protocol").value_or(""), "https"))
          report({binding, iis::read_number(binding.value("sslFlags").value_or("0")).value_or(0), requesting,
                  config.windows()},
                 path, findings);
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
