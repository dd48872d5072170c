#include "engine/transform.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::nothing_mapped {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Paths that request a client certificate, where anonymous, basic, digest and Windows authentication and the mapping by Active
Directory are off, so that certificates are the only way in, while the site has no effective mapping: none is stored at the
site or the server, or the section is not enabled there, or the mappings or their kind are switched off. Where mappings are
misplaced below the site, `misplaced-client-cert-mappings` speaks instead.

## Why it matters

The certificate is requested, and nothing makes a user of it: every request there ends in **401.2**. `enabled` of the section
is false by default, so mappings that were added by a script are not used until it is set.

## What the fix does

Nothing: it only reports. Set `enabled="true"` on `iisClientCertificateMappingAuthentication` at the site, switch on what is
off, or add the mappings there. If Active Directory is to map the certificates, enable `clientCertificateMappingAuthentication`.

## What it requires

Nothing. Where one of the sections is delegated to web.config files and `--web-config` was not given, it is a warning that
says so. A module of the application, such as Forms authentication, can set a user as well; that is not in this file.

## Sources

- Configuration reference, `<iisClientCertificateMappingAuthentication>`: enabled is false by default
- IIS, "IIS Modules Overview": 401.2 is generated if no authentication module sets a user
)";

/// An attribute that has a part in the decision.
struct Setting {
  std::string_view section;
  std::string_view attribute;
};

constexpr std::array deciding{
    Setting{iis::section::anonymous, "enabled"}, Setting{iis::section::access, "sslFlags"},
    Setting{iis::section::basic, "enabled"},     Setting{iis::section::digest, "enabled"},
    Setting{iis::section::windows, "enabled"},   Setting{iis::section::ad_certificate_mapping, "enabled"}};

constexpr std::array judged_by{iis::section::iis_certificate_mapping,
                               iis::section::anonymous,
                               iis::section::access,
                               iis::section::basic,
                               iis::section::digest,
                               iis::section::windows,
                               iis::section::ad_certificate_mapping};

bool only_mappings_let_in(const iis::HostConfig& config, const iis::LocationPath& path) {
  const auto by_directory =
      iis::effective_value(config, path, iis::section::ad_certificate_mapping, "enabled");
  return iis::asks_for_certificate(config, path) && iis::read_bool(by_directory.value) == false &&
         iis::only_certificates_authenticate(config, path);
}

/// Where the decision falls: the deepest of the settings that are stored at the path itself, or, of a site
/// that says nothing itself, where it inherits from.
xml::Element decision_at(const iis::HostConfig& config, const iis::LocationPath& path) {
  for (const auto& [section, attribute] : deciding)
    if (const auto* own = config.own_values(section, attribute).find(path.key())) return own->stored.element;
  if (path.is_below_site()) return {};  // told where it is stored
  for (const auto& [section, attribute] : deciding)
    if (const xml::Element origin = iis::effective_value(config, path, section, attribute).origin)
      return origin;
  return {};
}

/// Whether a web.config at the site's root maps certificates too, which is not looked into here.
bool has_web_config_section(const iis::HostConfig& config, const iis::LocationPath& site) {
  if (!config.web_configs()) return false;
  const auto found = config.web_configs()->sections.find(iis::section::iis_certificate_mapping);
  return found != config.web_configs()->sections.end() &&
         std::ranges::any_of(found->second,
                             [&](const iis::StoredSection& stored) { return stored.location->path == site; });
}

using Mappings = std::span<const iis::Mapping* const>;

bool has_enabled(Mappings mappings) {
  return std::ranges::any_of(mappings, &iis::Mapping::enabled);
}

/// Looks at one site after the other; at what they inherit only once.
class Reader {
 public:
  explicit Reader(const iis::HostConfig& config) : config_(config) {
    const iis::SiteMappings server = iis::site_mappings(config, iis::LocationPath());
    for (const iis::MappingKind kind : iis::mapping_kinds)
      server_has_enabled_[static_cast<std::size_t>(kind)] = has_enabled(server.inherited(kind));
    for (const iis::MappingSite& site : iis::mapping_sites(config))
      if (std::ranges::any_of(site.misplaced, has_enabled_live)) lifted_.insert(site.mappings.path.key());
  }

  std::vector<Finding> read() {
    for (const iis::LocationPath& path : iis::sites_of(config_)) read_site(path);
    return std::move(findings_);
  }

 private:
  static bool has_enabled_live(const iis::MappingSection* section) {
    return std::ranges::any_of(section->mappings, [&](const iis::Mapping& mapping) {
      return mapping.enabled && section->is_live(mapping);
    });
  }

  void read_site(const iis::LocationPath& path) {
    if (lifted_.contains(path.key())) return;
    const iis::SiteMappings site = iis::site_mappings(config_, path);
    const auto why = why_nothing(site);
    if (!why || has_web_config_section(config_, path)) return;
    for (const iis::LocationPath& at : iis::counted_paths(config_, path)) {
      if (!only_mappings_let_in(config_, at)) continue;
      if (const xml::Element decision = decision_at(config_, at)) report(decision, at, site, *why);
      if (at == path) return;  // all that is below it inherits that
    }
  }

  bool has_enabled_mapping(const iis::SiteMappings& site, iis::MappingKind kind) const {
    return has_enabled(site.own(kind)) ||
           (!site.inherited(kind).empty() && server_has_enabled_[static_cast<std::size_t>(kind)]);
  }

  /// In parentheses, and what to do about it; nothing if a certificate can be mapped there.
  struct Why {
    std::string what;
    std::string remedy;
  };
  std::optional<Why> why_nothing(const iis::SiteMappings& site) const {
    const iis::MappingKind* off = nullptr;
    bool stands = false;
    for (const iis::MappingKind& kind : iis::mapping_kinds) {
      stands = stands || site.first(kind) != nullptr;
      if (!has_enabled_mapping(site, kind)) continue;
      if (site.uses(kind)) return std::nullopt;
      off = &kind;
    }
    if (!stands) return Why{"there is none, its own or inherited", "add the mappings at the site"};
    const iis::MappingSection* section = site.site ? site.site : site.server;
    const std::string at = ", " + config_.document().place(section->element.span().begin);
    if (!site.settings.enabled)
      return Why{"the section is not enabled" + at, "set enabled=\"true\" on it at the site"};
    if (off) return Why{std::string(iis::switch_name(*off)) + " is off" + at, "switch it on at the site"};
    return Why{"all of them have enabled=\"false\"" + at, "enable those that are meant"};
  }

  void report(xml::Element decision, const iis::LocationPath& path, const iis::SiteMappings& site,
              const Why& why) {
    const bool is_here = &decision.document() == &config_.document();
    const iis::Site* known = config_.site(path.site());
    if (!is_here && !known) return;
    const std::string where = is_here ? "" : " (" + decision.document().place(decision.span().begin) + ")";
    findings_.push_back(engine::as_far_as_known(
        engine::finding_at(is_here ? decision : known->element, path, Severity::error,
                           "only client certificates can authenticate at '" + path.text() + "'" + where +
                               ", and no mapping is effective at site '" + site.path.text() + "' (" +
                               why.what + "), so every request ends in 401.2: " + why.remedy),
        config_, path, judged_by));
  }

  const iis::HostConfig& config_;
  std::array<bool, 2> server_has_enabled_{};  ///< by kind
  std::set<std::string> lifted_;              ///< sites below which mappings are misplaced, by key
  std::vector<Finding> findings_;
};

std::vector<Finding> find(const iis::HostConfig& config) {
  return Reader(config).read();
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "nothing-mapped",
    .title = "certificates are the only way in, and none is mapped",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance = "no mapping is effective at the site, so every request there gets 401.2"};

}  // namespace certlift::nothing_mapped
