#include "engine/transform.h"
#include "iis/authorization.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::anonymous_still_on {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Paths with misplaced certificate mappings where anonymous authentication is on. As a note, where the site's mappings are
effective, also after a lift: paths with settings of their own that require a client certificate (`SslRequireCert`), and
paths below a site that request one (`SslNegotiateCert`) where the site itself does not, so that the mappings can be meant
for them alone. A site that requests certificates itself and lets anonymous users in is not reported: that can be intended.

## Why it matters

IIS falls back to anonymous when no other module finds a user. There is no 401 then: a request whose certificate no
mapping fits runs as the anonymous user (`IUSR`), and no error shows that the mapping did nothing.

Where URL authorization (`system.webServer/security/authorization`) denies the anonymous user, such a request ends in 401
instead: that is a note, which names the rule. Rules that count only for some verbs, roles or names, and rules that
`UrlAuthorizationModule` does not enforce because it is not loaded, leave the finding as it is; it says so. So does a
many-to-one mapping with `permissionMode="Deny"` that is meant for every certificate (`matchCriteria="*"`, or no rules):
it turns away certificates, but not requests without one. Files named `web.config` count with `--web-config`; where
`anonymousAuthentication` or `access` is delegated to them and it was not given, the finding is one grade milder.

## What the fix does

Nothing: it only reports.

## What it requires

Nothing.

## Sources

- IIS, "Introduction to IIS Architectures": AnonymousAuthenticationModule is used when no other method succeeds
- Configuration reference, `<anonymousAuthentication>`: on by default
- IIS, "Understanding IIS 7.0 URL Authorization": rules that deny are evaluated first, from the server down; then those
  that allow
)";

constexpr std::array judged_by{iis::section::anonymous, iis::section::access};

bool is_anonymous(const iis::HostConfig& config, const iis::LocationPath& path) {
  return iis::read_bool(iis::effective_value(config, path, iis::section::anonymous, "enabled").value) !=
         false;
}

/// A Deny rule of a list of many-to-one mappings that stands for the certificates no other mapping fits.
struct CatchAll {
  const iis::Mapping* mapping;
  bool has_rules;
};

bool matches_everything(xml::Element rule) {
  const std::string_view criteria = rule.value("matchCriteria").value_or("");
  return !criteria.empty() && criteria.find_first_not_of('*') == std::string_view::npos;
}

using Mappings = std::span<const iis::Mapping* const>;

std::optional<CatchAll> find_catch_all(Mappings mappings) {
  for (const iis::Mapping* one : mappings) {
    const iis::Mapping& mapping = *one;
    if (!mapping.deny || !mapping.enabled) continue;
    std::vector<xml::Element> rules;
    for (xml::Element collection : mapping.element.children("rules"))
      std::ranges::copy(collection.children("add"), std::back_inserter(rules));
    if (std::ranges::all_of(rules, matches_everything)) return CatchAll{&mapping, !rules.empty()};
  }
  return std::nullopt;
}

constexpr auto many_to_one = iis::MappingKind::many_to_one;

/// Of a section as it would be if IIS read it.
std::optional<CatchAll> find_catch_all(const iis::MappingSection& section) {
  if (!section.own_switch(many_to_one).value_or(true)) return std::nullopt;
  return find_catch_all(Mappings(section.standing[static_cast<std::size_t>(many_to_one)]));
}

/// Finds the effective ones of one site after the other; among what they inherit only once.
class CatchAlls {
 public:
  std::optional<CatchAll> find(const iis::SiteMappings& site) {
    if (!site.uses(many_to_one)) return std::nullopt;
    if (const Mappings inherited = site.inherited(many_to_one); !inherited.empty()) {
      if (!inherited_) inherited_ = find_catch_all(inherited);
      if (*inherited_) return *inherited_;
    }
    return find_catch_all(site.own(many_to_one));
  }

 private:
  std::optional<std::optional<CatchAll>> inherited_;
};

std::string place(xml::Element element) {
  return element.document().place(element.span().begin);
}

/// What the catch-all does with certificates that no mapping before it fits, to follow "; ".
std::string said_of(const CatchAll& catch_all) {
  return "the Deny " + catch_all.mapping->label() + " (" + place(catch_all.mapping->element) +
         ") turns away every certificate that no mapping before it fits, " +
         (catch_all.has_rules
              ? "if the certificate has the field that its rules name"
              : "if a mapping without rules matches every certificate, which is not documented");
}

/// "by the rule at line 7".
std::string by_rule(const iis::AnonymousAccess& access) {
  return access.rule ? "by the rule at " + place(access.rule) : "because no rule allows it";
}

/// What URL authorization changes about it, to follow the finding; empty where it changes nothing.
std::string said_of(const iis::AnonymousAccess& access) {
  switch (access.ruling) {
    case iis::AnonymousRuling::allowed:
    case iis::AnonymousRuling::denied:
      return {};
    case iis::AnonymousRuling::conditional:
      return "; URL authorization may deny some of them (" + place(access.rule) +
             "), depending on the verb, or on a role or name that the anonymous user may have";
    case iis::AnonymousRuling::unenforced:
      return "; URL authorization would deny them, " + by_rule(access) +
             ", but UrlAuthorizationModule is not loaded";
  }
  return {};
}

/// For where URL authorization denies the anonymous user.
std::string denied_text(const iis::AnonymousAccess& access) {
  return "anonymous authentication is on here, but URL authorization denies the anonymous user, " +
         by_rule(access) +
         ": requests that no mapping fits end in 401, if UrlAuthorizationModule is installed and no "
         "web.config "
         "allows them";
}

Finding report_misplaced(const iis::HostConfig& config, const iis::MappingSection& section) {
  const iis::LocationPath& path = section.location->path;
  const iis::AnonymousAccess access = anonymous_access(config, path);
  if (access.ruling == iis::AnonymousRuling::denied)
    return engine::finding_at(section.element, path, Severity::note, denied_text(access));
  std::string message =
      "anonymous authentication is on here, so requests that no mapping fits "
      "run as the anonymous user instead of being denied" +
      said_of(access);
  if (const auto catch_all = find_catch_all(section))
    message += "; once the mappings are lifted, " + said_of(*catch_all) +
               (requires_certificate(config, path)
                    ? ""
                    : "; requests without a certificate still run as the anonymous user");
  Finding finding = engine::finding_at(section.element, path, Severity::warning, message);
  finding.outlasts_element = true;
  return finding;
}

/// A path whose certificates the effective mappings are meant for.
struct MeantPath {
  xml::Element element;  ///< what is stored there and decides
  iis::LocationPath path;
  bool requires_one;
};

Finding report_meant(const iis::HostConfig& config, const MeantPath& meant,
                     const std::optional<CatchAll>& catch_all) {
  const iis::AnonymousAccess access = anonymous_access(config, meant.path);
  const auto note = [&](const std::string& message) {
    return engine::finding_at(meant.element, meant.path, Severity::note, message);
  };
  if (access.ruling == iis::AnonymousRuling::denied) return note(denied_text(access));
  const std::string here = meant.requires_one ? "a certificate is required here"
                                              : "a certificate is requested here, but not required";
  if (catch_all)
    return note(here + ", and anonymous authentication is on, but " + said_of(*catch_all) +
                (meant.requires_one ? "; the others are" : "; the others, and requests without one, are") +
                " let in as the anonymous user" + said_of(access));
  return note(here +
              (meant.requires_one
                   ? ", but anonymous authentication is on: a certificate that no mapping fits is"
                   : ", and anonymous authentication is on: requests without one, or with one "
                     "that no mapping fits, are") +
              " let in as the anonymous user" + said_of(access));
}

/// Where what is stored at a path makes certificates meet the site's mappings there. What a path inherits is
/// reported where it is stored.
std::optional<MeantPath> find_meant(const iis::HostConfig& config, const iis::LocationPath& path,
                                    bool site_asks) {
  const bool is_required = requires_certificate(config, path);
  const bool is_meant =
      is_required || (path.is_below_site() && !site_asks && asks_for_certificate(config, path));
  if (!is_meant) return std::nullopt;
  for (const iis::StoredSection& access : config.stored_at(iis::section::access, path.key()))
    if (iis::asks_for_certificate(access.element.value("sslFlags").value_or("")))
      return MeantPath{access.element, path, is_required};
  for (const iis::StoredSection& anonymous : config.stored_at(iis::section::anonymous, path.key()))
    if (anonymous.element.attribute("enabled")) return MeantPath{anonymous.element, path, is_required};
  return std::nullopt;
}

void report_site(const iis::HostConfig& config, const iis::MappingSite& site, CatchAlls& catch_alls,
                 std::vector<Finding>& findings) {
  std::set<std::string> reported;
  for (const iis::MappingSection* section : site.misplaced) {
    if (!is_anonymous(config, section->location->path)) continue;
    findings.push_back(engine::as_far_as_known(report_misplaced(config, *section), config,
                                               section->location->path, judged_by));
    reported.insert(section->location->path.key());
  }
  if (!site.mappings.are_in_effect()) return;
  const auto catch_all = catch_alls.find(site.mappings);
  const bool site_asks = asks_for_certificate(config, site.mappings.path);
  for (const iis::LocationPath& path : iis::stored_paths(config, site.mappings.path))
    if (!reported.contains(path.key()) && is_anonymous(config, path))
      if (const auto meant = find_meant(config, path, site_asks))
        findings.push_back(
            engine::as_far_as_known(report_meant(config, *meant, catch_all), config, path, judged_by));
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  CatchAlls catch_alls;
  for (const iis::MappingSite& site : iis::mapping_sites(config))
    report_site(config, site, catch_alls, findings);
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "anonymous-still-on",
                                  .title = "anonymous authentication is on where certificates are mapped",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance =
                                      "anonymous authentication is still on: a request whose certificate "
                                      "no mapping fits, or that has none, is served as the "
                                      "anonymous user instead of being denied"};

}  // namespace certlift::anonymous_still_on
