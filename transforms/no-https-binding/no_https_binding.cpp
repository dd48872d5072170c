#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::no_https_binding {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sites with an http binding and no https binding, where the effective `access sslFlags` of a path requires SSL (`Ssl`) or
requests a client certificate (`SslNegotiateCert`, `SslRequireCert`). Left alone are sites without `<bindings>` (as in
excerpts), sites that http does not reach either (FTP), and files whose `<siteDefaults>` have an https binding, because it
is not documented what a site with bindings of its own takes from there.

## Why it matters

A client certificate is part of the TLS handshake, so over http there is none. Where SSL is required, every request over
http ends in **403.4**; where a certificate is only accepted, nobody is mapped, however right the mappings are.

## What the fix does

Nothing: it only reports. Add an https binding with a server certificate (IIS Manager: Bindings, or PowerShell's
`New-IISSiteBinding`). If TLS ends at a proxy in front of IIS, the path must not require it here: the certificate reaches
IIS in a header at best, and no mapping in this file sees that.

## What it requires

Nothing.

## Sources

- Configuration reference, `<access>`: sslFlags; `<binding>`: protocol
- IIS, "How to Set Up SSL on IIS 7 or later": an https binding comes first
- Microsoft, "HTTP status codes in IIS": 403.4, SSL required
)";

bool has_binding(xml::Element site, std::string_view protocol) {
  return std::ranges::any_of(site.children("bindings"), [&](xml::Element bindings) {
    return std::ranges::any_of(bindings.children("binding"), [&](xml::Element binding) {
      return iis::same_name(binding.value("protocol").value_or(""), protocol);
    });
  });
}

bool defaults_have_https(const iis::HostConfig& config) {
  for (xml::Element host : config.document().root().children("system.applicationHost"))
    for (xml::Element sites : host.children("sites"))
      for (xml::Element defaults : sites.children("siteDefaults"))
        if (has_binding(defaults, "https")) return true;
  return false;
}

/// The paths of a site that cannot do without https: the first one, what it says, and their number.
struct NeedyPaths {
  iis::LocationPath first;
  iis::EffectiveValue ssl_flags;
  std::size_t number = 1;
};

std::optional<NeedyPaths> find_needy(const iis::HostConfig& config, const iis::LocationPath& site) {
  std::optional<NeedyPaths> needy;
  for (const iis::LocationPath& path : iis::stored_paths(config, site)) {
    const bool says_so_itself = !config.stored_at(iis::section::access, path.key()).empty();
    if (path != site && !says_so_itself) continue;
    const auto flags = iis::effective_value(config, path, iis::section::access, "sslFlags");
    if (!iis::requires_ssl(flags.value) && !iis::asks_for_certificate(flags.value)) continue;
    if (needy)
      ++needy->number;
    else
      needy = NeedyPaths{path, flags};
  }
  return needy;
}

Finding report(const iis::Site& site, const NeedyPaths& needy) {
  const std::string_view flags = needy.ssl_flags.value;
  const bool ssl = iis::requires_ssl(flags);
  const std::string others =
      needy.number == 1 ? "" : " (and " + std::to_string(needy.number - 1) + " more below the site)";
  const xml::Element origin = needy.ssl_flags.origin;  // none: a schema with another default
  const std::string place = origin ? ", " + origin.document().place(origin.span().begin) : "";
  const std::string message =
      "site '" + site.name + "' has no https binding, but '" + needy.first.text() + "'" + others +
      (ssl ? " requires SSL" : " requests a client certificate") + " (sslFlags is \"" + std::string(flags) +
      "\"" + place + "): " +
      (ssl ? "every request there gets 403.4" : "over http no client can send one, and none is mapped") +
      ". Add an https binding with a server certificate";
  return engine::finding_at(site.element.child("bindings"), iis::LocationPath(site.name), Severity::error,
                            message);
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  std::set<std::string> seen;  // a site that stands there twice is looked at once
  for (const iis::Site& site : config.sites()) {
    const iis::LocationPath path(site.name);
    if (!seen.insert(path.key()).second) continue;
    if (!has_binding(site.element, "http") || has_binding(site.element, "https")) continue;
    const auto needy = find_needy(config, path);
    if (needy) findings.push_back(report(site, *needy));
  }
  if (!findings.empty() && defaults_have_https(config)) return {};
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "no-https-binding",
    .title = "SSL or a client certificate is wanted at a site that has no https binding",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance =
        "the site has no https binding: no client can send a certificate, and where SSL is required "
        "every request gets 403.4"};

}  // namespace certlift::no_https_binding
