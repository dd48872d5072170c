#include "declare.h"
#include "engine/transform.h"
#include "lift.h"
#include "lift_site.h"
#include "plan.h"
#include "refusals.h"
#include "risks.h"
#include "web_config.h"

#include <array>
#include <unordered_map>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using engine::Finding;
using engine::Severity;
using iis::Location;
using iis::MappingSection;
using iis::StoredBelow;
using iis::StoredSection;

constexpr std::string_view explanation = R"(## What it finds

Client certificate mappings (`iisClientCertificateMappingAuthentication`) that are saved in
`applicationHost.config` below a site: at an application, a virtual directory, a directory or a file.

```xml
<location path="Shop/Partners">
  <system.webServer><security><authentication>
    <anonymousAuthentication enabled="false" />
    <iisClientCertificateMappingAuthentication enabled="true"> ... </iisClientCertificateMappingAuthentication>
```

Sections that are switched off, or hold no mapping, are only noted. An empty element in a `<location>` with
`overrideMode` or `allowOverride` locks or unlocks the section and is left alone. Mappings of a site that `<sites>` does
not know are reported and left alone.

## Why it matters

IIS Manager saves the section at any level, and nothing in IIS's schema forbids it, but IIS reads it at the
server and at the site only. Below a site it is ignored without a word. With anonymous authentication off, every
request there ends in **401.2**, because no module found a user; with anonymous authentication on, requests run as
the anonymous user although the certificate was to say who they are.

## What the fix does

It moves the mappings to the site, one fix for a site whatever the number of sections:

- into the section the site has already, after its own mappings; or
- into the site's plain `<location>` (never one with `overrideMode`, `allowOverride` or `inheritInChildApplications`); or
- into a new `<location path="...">` for the site, before the first one below it.

`anonymousAuthentication`, `access sslFlags` and everything else stay where they are: the site stays open, and only the
application requests a certificate. A section that moves whole keeps its bytes; of one that is merged the live mappings
are appended byte for byte. Encrypted passwords move as they are. What the move leaves empty is removed.

It refuses, and says how to decide:

- `same-certificate`: two mappings give one certificate to different users (case aside), or two lifted ones to one user
  with passwords that cannot be compared; of two applications also if one of them is refused for what stands at the site already
- `same-name`: two different rules of one name, one of them at the site or the server
- `switches-differ`: a switch, `logonMethod` or `defaultLogonDomain` would need two values at the site
- `site-switched-off`: the site's section is off, and switching it on would activate mappings that are saved there, or
  switch on a section below it that has mappings and inherits from the site whether they are on
- `ad-mapping-on`: Active Directory mapping is on, and IIS uses only one of the two
- `not-understood`: something that IIS's schema does not know, or a key that stands twice in a collection (certificates,
  names, the rules of one mapping); harmless only as long as IIS ignores the section
- `web-config`: the file is a web.config, by its name or by what is in it: its location paths name folders, not sites,
  and nothing is ever changed in it

## What it requires

Consent, with `--accept RISK`, where the mappings do more at the site than what they were meant for:

- `widens-access`: other paths of the site request certificates too, outside the path of the mappings, or with a section
  that removes them, or web.config files can do so (`access` is delegated) and were not looked into; a client with a mapped certificate becomes that user there
- `widens-deny`: a rule that denies would deny there as well
- `changes-order`: a rule comes after another one that it did not come after before, which wins where both match
- `drops-clear`: a `<clear/>` is not lifted, so that mappings it was meant to hide stay effective
- `wakes-mapping`: mappings that are cleared or switched off in their own section are not lifted, because they would become
  active
- `renames-mapping`: a rule gets a new name, because another section has one of that name
- `loses-lock`: lock attributes, or an `overrideMode` over the mappings, are lost
- `drops-copy`: a mapping stands at the site or the server too, for the same user, and the password or the spelling of the
  user differs: the copy below the site is dropped, and what IIS uses today stays
- `matches-unknown`: a many-to-one mapping has no rules, and whether it then fits every certificate or none is not
  documented
- `broken-certificate`: a certificate that cannot be read joins sound ones, and can break their mappings

## Sources

- IIS Support Blog, "IIS Client Certificate Authentication results in 401-Unauthorized for sub-applications" (2020):
  https://techcommunity.microsoft.com/t5/iis-support-blog/iis-client-certificate-authentication-results-in-401/ba-p/1342999
- A Microsoft support engineer, "403.7 and 500 Client Certificate authentication errors - IIS" (2016): mappings are read at
  the site only, those saved at the application are ignored; the most common mistake
- Azure Multi-Factor Authentication Server, guide to its mobile app web service: select the web site for the mapping, not
  the virtual directory
- IIS configuration reference, `<iisClientCertificateMappingAuthentication>`: "can be configured at the server and site
  level". The older IIS settings schema names every level; that it does is a likely cause of the fault.
- IIS, "Deep Dive into IIS Configuration": location tags, `overrideMode`, one section only once for a path
)";

constexpr std::array<std::string_view, 10> risk_ids{
    "widens-access",   "widens-deny", "changes-order", "drops-clear",     "wakes-mapping",
    "renames-mapping", "loses-lock",  "drops-copy",    "matches-unknown", "broken-certificate"};

constexpr std::array<std::string_view, 7> refusal_codes{
    "same-certificate", "same-name",      "switches-differ", "site-switched-off",
    "ad-mapping-on",    "not-understood", "web-config"};

constexpr std::string_view mapping_section = iis::section::iis_certificate_mapping;

std::string quoted_path(const Location& location) {
  return "'" + location.path.text() + "'";
}

std::string thing(const iis::HostConfig& config, const Location& location) {
  return std::string(iis::name_of(config.kind_of(location.path))) + " " + quoted_path(location);
}

Finding finding_at(const StoredSection& stored, Severity severity, std::string message) {
  return engine::finding_at(stored.element, stored.location->path, severity, std::move(message));
}

/// That the mappings hold something else than certificates, which the lift cannot put right: the first such.
std::string entered_instead(const MappingSection& section) {
  for (const iis::Mapping& mapping : section.mappings) {
    if (mapping.kind != iis::MappingKind::one_to_one || !section.is_live(mapping)) continue;
    const std::string what = iis::what_was_entered(mapping.certificate.state);
    if (!what.empty()) return "; " + mapping.label() + " (" + place(mapping.element) + ")" + what;
  }
  return {};
}

/// A site and what is decided for it. Stays where it is: the plan points into the site, the site into the
/// server level.
struct Lift {
  Lift(std::shared_ptr<const ServerLevel> at_server, LiftSite read_site)
      : server(std::move(at_server)), site(std::move(read_site)), plan(plan_lift(site)) {}

  std::shared_ptr<const ServerLevel> server;
  LiftSite site;
  LiftPlan plan;
};

/// Reads the sites as sections below them are met, and sorts those sections out.
class Finder {
 public:
  explicit Finder(const iis::HostConfig& config)
      : config_(config), server_(std::make_shared<const ServerLevel>(read_server(config))) {}

  std::vector<Finding> find() {
    for (const StoredSection& stored : config_.sections(mapping_section))
      if (stored.location->path.is_below_site()) sort_out(stored);
    for (xml::Element nested : config_.nested_locations()) report_nested(nested);
    for (LiftSite& site : sites_)
      if (!site.candidates.empty()) report_site(std::move(site));
    return std::move(findings_);
  }

 private:
  void note(const StoredSection& stored, const std::string& message) {
    findings_.push_back(finding_at(stored, Severity::note, message));
  }

  LiftSite& site_of(const Location& location) {
    const auto [entry, is_new] = by_key_.emplace(location.path.site_key(), sites_.size());
    if (is_new) sites_.push_back(read_site(config_, location.path, *server_));
    return sites_[entry->second];
  }

  void sort_out(const StoredSection& stored) {
    LiftSite& site = site_of(*stored.location);
    const StoredBelow kind = iis::stored_below(config_, site, stored);
    if (kind == StoredBelow::only_lock) return;
    const MappingSection& section = iis::mapping_section(config_, stored);
    if (is_inactive(stored, section, site)) site.inactive.push_back(&section);
    switch (kind) {
      case StoredBelow::only_lock:
        break;
      case StoredBelow::switched_off:
        return note_switched_off(stored, section, site);
      case StoredBelow::without_live:
        return note_nothing_live(stored, section);
      case StoredBelow::at_no_site:
        return report_orphan(stored);
      case StoredBelow::misplaced:
        site.candidates.push_back({&section, nullptr});
    }
  }

  /// As in LiftSite::inactive.
  bool is_inactive(const StoredSection& stored, const MappingSection& section, const LiftSite& site) const {
    return !laid_over(site.settings, section).enabled && !section.own_enabled() &&
           (section.has_live() || !iis::is_understood(config_, stored));
  }

  void note_switched_off(const StoredSection& stored, const MappingSection& section, const LiftSite& site) {
    if (section.mappings.empty()) return;
    note(stored, "the client certificate mappings of the " + thing(config_, *stored.location) +
                     " are switched off here, and IIS does not read them below a site anyway" +
                     (site.settings.enabled
                          ? "; mapping is on at the site, so IIS maps certificates here all the same"
                          : ""));
  }

  void note_nothing_live(const StoredSection& stored, const MappingSection& section) {
    note(stored,
         section.mappings.empty()
             ? "client certificate mapping is switched on for the " + thing(config_, *stored.location) +
                   " without a mapping of its own; IIS may not read that switch below a site"
             : "every client certificate mapping of the " + thing(config_, *stored.location) +
                   " is cleared or switched off here, and IIS does not read them below a site anyway");
  }

  void report_orphan(const StoredSection& stored) {
    findings_.push_back(
        finding_at(stored, Severity::warning,
                   "client certificate mappings for " + quoted_path(*stored.location) +
                       ", but there is no site '" + stored.location->path.site() +
                       "', so IIS does not use them. Remove the <location>, or correct its path"));
  }

  void report_nested(xml::Element nested) {
    const Location location{iis::LocationPath(nested.value("path").value_or("")), nested};
    const iis::SectionIndex index({&location, 1}, {&mapping_section, 1});
    for (const StoredSection& stored : index.of(mapping_section)) {
      Finding finding =
          finding_at(stored, Severity::error,
                     "client certificate mappings in a <location> inside another <location>, which IIS "
                     "does not know");
      finding.refusal =
          engine::refusal_for("not-understood", "take the inner <location> out of the outer one first");
      findings_.push_back(std::move(finding));
    }
  }

  void report_site(LiftSite site) {
    refuse_where_uncertain(config_, site);
    const auto lift = std::make_shared<const Lift>(server_, std::move(site));
    const auto fix = lift->plan.lifted.empty() ? nullptr : make_fix(lift);
    for (const Candidate& candidate : lift->site.candidates) {
      const StoredSection stored{candidate.section->location, candidate.section->element};
      const std::string instead = entered_instead(*candidate.section);
      Finding finding =
          finding_at(stored, Severity::error,
                     "the client certificate mappings of the " + thing(config_, *stored.location) +
                         " are saved below the site, where IIS does not read them" + instead);
      if (!instead.empty()) finding.remedy = iis::print_certificate_command;
      finding.refusal = candidate.refusal;
      if (!finding.refusal) finding.fix = fix;
      findings_.push_back(std::move(finding));
    }
  }

  std::shared_ptr<const engine::Fix> make_fix(const std::shared_ptr<const Lift>& lift) const {
    const LiftPlan& plan = lift->plan;
    const std::string what = plan.lifted.size() == 1
                                 ? "the mappings of '" + plan.lifted.front()->path().text() + "'"
                                 : "the mappings of " + std::to_string(plan.lifted.size()) + " paths";
    return std::make_shared<const engine::Fix>(
        engine::Fix{.title = "lift " + what + " to the site '" + lift->site.path.text() + "'",
                    .risks = risks_of(config_, lift->site, plan),
                    .work = [&config = config_, lift] {
                      return engine::FixWork{.edits = edits_of(config, lift->site, lift->plan),
                                             .declared = {.changes = changes_of(lift->site, lift->plan),
                                                          .mappings = mappings_of(lift->site, lift->plan)}};
                    }});
  }

  const iis::HostConfig& config_;
  std::shared_ptr<const ServerLevel> server_;
  std::vector<LiftSite> sites_;
  std::unordered_map<std::string_view, std::size_t> by_key_;
  std::vector<Finding> findings_;
};

std::vector<Finding> find(const iis::HostConfig& config) {
  return config.role() == iis::FileRole::web_config ? find_in_web_config(config) : Finder(config).find();
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "misplaced-client-cert-mappings",
    .title = "client certificate mappings saved below a site, where IIS does not read them",
    .explain = explanation,
    .risks = risk_ids,
    .find = find,
    .refusals = refusal_codes,
    .files = engine::Files::all,
    .find_in_web_config = find_in_servers_web_config};

}  // namespace certlift::misplaced_client_cert_mappings
