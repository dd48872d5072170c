#include "refusals.h"

#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/section_problems.h"

#include <algorithm>
#include <map>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::Mapping;
using iis::MappingKind;

/// One mapping and the section it comes from.
struct Party {
  Candidate* candidate;  ///< nullptr: V's or S's
  const Mapping* mapping;
};

// What no lift of another section can change.
constexpr std::string_view not_understood = "not-understood";
constexpr std::string_view ad_mapping_on = "ad-mapping-on";

void refuse(Candidate& candidate, std::string_view code, std::string message) {
  if (!candidate.refusal) candidate.refusal = engine::refusal_for(code, std::move(message));
}

std::vector<Candidate*> open_candidates(LiftSite& site) {
  std::vector<Candidate*> open;
  for (Candidate& candidate : site.candidates)
    if (!candidate.refusal) open.push_back(&candidate);
  return open;
}

/// Also those that are refused for what stands at the site: were they left out, lifting one section could
/// settle in favour of a second one what a third disputes.
std::vector<Candidate*> contenders(LiftSite& site) {
  std::vector<Candidate*> contenders;
  for (Candidate& candidate : site.candidates)
    if (!candidate.refusal ||
        (candidate.refusal->code != not_understood && candidate.refusal->code != ad_mapping_on))
      contenders.push_back(&candidate);
  return contenders;
}

std::string owner_of(const Party& party) {
  const std::string where = "(" + place(party.mapping->element) + ")";
  return (party.candidate ? "'" + party.candidate->path().text() + "' "
                          : standing_level(*party.mapping) + " ") +
         where;
}

// --- one candidate by itself ---

void check_understood(const iis::HostConfig& config, Candidate& candidate) {
  const xml::Element element = candidate.section->element;
  const auto& problems =
      iis::problems_at(config, element, *config.schema().section(iis::section::iis_certificate_mapping));
  if (!problems.empty()) {
    const iis::SchemaProblem& worst = iis::gravest(problems);
    refuse(candidate, not_understood,
           config.document().place(worst.offset) + ": " + worst.message +
               ". That is harmless while IIS ignores the section; at the site it " +
               (worst.kind == iis::ProblemKind::fault ? "would" : "could") +
               " be 500.19 for every request. Correct it first");
  }
  const auto copies = config.stored_at(iis::section::iis_certificate_mapping, candidate.path().key());
  if (copies.size() > 1)
    refuse(candidate, not_understood,
           "the section is stored " + std::to_string(copies.size()) + " times for this path (" +
               place(copies[0].element) + " and " + place(copies[1].element) + "). Keep one of them");
  if (const auto doubled = find_doubled_key(config, {candidate.section->location, element}))
    refuse(candidate, not_understood, *doubled);
}

void check_ad_mapping(const iis::HostConfig& config, Candidate& candidate) {
  for (const iis::LocationPath& path : {iis::LocationPath(candidate.path().site()), candidate.path()}) {
    const auto on =
        iis::possible_value(config, path, iis::section::ad_certificate_mapping, "enabled",
                            [](std::string_view value) { return iis::read_bool(value) != false; });
    if (!on) continue;
    refuse(candidate, ad_mapping_on,
           "clientCertificateMappingAuthentication (Active Directory) is on for '" + path.text() + "' (" +
               place(on->origin) +
               "), and IIS uses only one of the two. Switch it off if the mappings here are meant to count");
  }
}

// --- a candidate against what stands at the site ---

/// "is off at the site 'S' (line 22)": where it is said that something is off. `own`: what a section says of
/// it.
template <class Own>
std::string off_at(const LiftSite& site, const Own& own) {
  const std::string name = "the site '" + site.path.text() + "'";
  if (site.site && own(*site.site).has_value())
    return "is off at " + name + " (" + place(site.site->element) + ")";
  if (site.server && own(*site.server).has_value())
    return "is off at the server level (" + place(site.server->element) + "), and so at " + name;
  return "is not on at " + name;
}

/// A mapping that is inactive only because the section is off at the site.
const Mapping* would_activate(const LiftSite& site) {
  for (MappingKind kind : iis::mapping_kinds)
    if (site.settings.is_on(kind))
      for (const LevelIndex* level : site.levels(kind))
        if (const Mapping* first = level->first_enabled(kind)) return first;
  return nullptr;
}

void check_switched_off(const LiftSite& site, Candidate& candidate) {
  if (site.settings.enabled) return;
  if (const Mapping* inactive = would_activate(site))
    refuse(candidate, "site-switched-off",
           "IIS certificate mapping " + off_at(site, [](const auto& s) { return s.own_enabled(); }) +
               ", and switching it on would activate " + inactive->label() + " (" + place(inactive->element) +
               "). Remove that mapping if it is not wanted, or set enabled=\"true\" there yourself");
  if (!site.inactive.empty())
    refuse(
        candidate, "site-switched-off",
        "IIS certificate mapping would have to be switched on at the site '" + site.path.text() +
            "', and so would be on at " + named_place(*site.inactive.front()) +
            " too, which has mappings and does not say itself whether they are on. Say there what is wanted: "
            "enabled=\"true\" or enabled=\"false\"");
}

void check_switches(const LiftSite& site, Candidate& candidate) {
  for (MappingKind kind : iis::mapping_kinds) {
    const Mapping* inactive = site.first(kind);
    if (!candidate.section->has_live(kind) || site.settings.is_on(kind) || !inactive) continue;
    const auto own = [&](const iis::MappingSection& section) { return section.own_switch(kind); };
    refuse(candidate, "switches-differ",
           std::string(iis::switch_name(kind)) + " " + off_at(site, own) +
               ", and switching it on for the mappings here would activate " + inactive->label() + " (" +
               place(inactive->element) +
               "). Remove that mapping if it is not wanted, or switch it on yourself");
  }
}

bool same_logon(const iis::MappingSettings& a, const iis::MappingSettings& b) {
  return a.logon_method == b.logon_method && a.logon_domain == b.logon_domain;
}

/// The setting in which the two differ, and both values: "logonMethod is Network there, and ClearText here".
std::string logon_difference(const iis::MappingSettings& a, const std::string& at_a,
                             const iis::MappingSettings& b, const std::string& at_b) {
  const bool method = a.logon_method != b.logon_method;
  const auto value = [&](const iis::MappingSettings& settings) {
    return method ? iis::logon_method_name(settings.logon_method) : "'" + settings.logon_domain + "'";
  };
  return (method ? "logonMethod is " : "defaultLogonDomain is ") + value(a) + " at " + at_a + ", and " +
         value(b) + " at " + at_b;
}

void check_logon(const LiftSite& site, Candidate& candidate) {
  const iis::MappingSettings own = site.settings_at(candidate);
  if (!site.first_standing() || same_logon(own, site.settings)) return;
  refuse(candidate, "switches-differ",
         logon_difference(own, named_place(*candidate.section), site.settings,
                          "the site '" + site.path.text() + "'") +
             ", whose mappings (" + place(site.first_standing()->element) +
             ") need theirs; a site has only one. Give both the same value first");
}

// --- mappings against each other ---

using Field = std::string (Mapping::*)() const;

/// Mappings that are equal in `same` must be equal in `value`, or they cannot both stand at one site. Beside
/// one that stands at the site already, another password is no difference: IIS uses that one.
struct Rule {
  MappingKind kind;
  SameIn same;
  Field value;
};
constexpr Rule one_user_per_certificate{MappingKind::one_to_one, SameIn::identity, &Mapping::outcome};
constexpr Rule one_entry_per_certificate{MappingKind::one_to_one, SameIn::key, &Mapping::target};
constexpr Rule one_copy_per_certificate{MappingKind::one_to_one, SameIn::identity, &Mapping::target};
constexpr Rule one_rule_per_name{MappingKind::many_to_one, SameIn::key, &Mapping::target};

/// Mappings of one certificate or one name, of which some are to be lifted.
struct Group {
  std::vector<Party> standing;
  std::vector<Party> candidates;
};

std::map<std::string_view, Group> group(const LiftSite& site, const std::vector<Candidate*>& candidates,
                                        Rule rule) {
  std::map<std::string_view, Group> groups;
  for (Candidate* candidate : candidates)
    for (const Mapping& mapping : candidate->section->mappings)
      if (mapping.kind == rule.kind && candidate->section->is_live(mapping))
        groups[text_in(mapping, rule.same)].candidates.push_back({candidate, &mapping});
  for (auto& [text, parties] : groups)
    for (const Mapping* mapping : site.standing(rule.kind, rule.same, text))
      parties.standing.push_back({nullptr, mapping});
  return groups;
}

/// For any party one that says something else, if there is one: two different ones are enough to know.
class Opponents {
 public:
  Opponents(const std::vector<Party>& parties, Field value) : value_(value) {
    if (parties.empty()) return;
    first_ = &parties.front();
    const auto other =
        std::ranges::find_if(parties, [&](const Party& party) { return differ(party, *first_); });
    if (other != parties.end()) other_ = &*other;
  }

  const Party* of(const Party& party) const { return first_ && differ(party, *first_) ? first_ : other_; }

 private:
  bool differ(const Party& a, const Party& b) const {
    return a.mapping != b.mapping && (a.mapping->*value_)() != (b.mapping->*value_)();
  }

  Field value_;
  const Party* first_ = nullptr;
  const Party* other_ = nullptr;
};

std::string difference(const Mapping& a, const Mapping& b) {
  if (!iis::same_name(text_of(a.element, "userName"), text_of(b.element, "userName")))
    return "to different users";
  if (a.target() != b.target()) return "not in the same way";
  return "with passwords that differ or, being encrypted, cannot be compared";
}

void refuse_pair(const Party& party, const Party& other) {
  if (party.mapping->kind == MappingKind::one_to_one)
    return refuse(
        *party.candidate, "same-certificate",
        owner_of(party) + " and " + owner_of(other) + " map one certificate, but " +
            difference(*party.mapping, *other.mapping) +
            ". IIS knows one user per certificate and site: keep one of the two mappings, or use separate "
            "sites");
  refuse(*party.candidate, "same-name",
         party.mapping->label() + " of " + owner_of(party) + " has the name of another rule of " +
             owner_of(other) + ". Names are unique at a site (case aside): rename one of them");
}

/// Candidates whose mappings cannot stand beside one of the site's own.
void check_against_standing(LiftSite& site, Rule rule) {
  for (const auto& [key, parties] : group(site, open_candidates(site), rule)) {
    const Opponents opponents(parties.standing, rule.value);
    for (const Party& party : parties.candidates)
      if (const Party* other = opponents.of(party)) refuse_pair(party, *other);
  }
}

/// Candidates whose mappings cannot stand beside each other's.
void check_against_each_other(LiftSite& site, Rule rule) {
  for (const auto& [key, parties] : group(site, contenders(site), rule)) {
    const Opponents opponents(parties.candidates, parties.standing.empty() ? rule.value : &Mapping::target);
    for (const Party& party : parties.candidates)
      if (const Party* other = opponents.of(party)) refuse_pair(party, *other);
  }
}

void check_logon_of_each_other(LiftSite& site) {
  const std::vector<Candidate*> open = open_candidates(site);
  if (open.empty()) return;
  const iis::MappingSettings first = site.settings_at(*open.front());
  const auto other = std::ranges::find_if(
      open, [&](const Candidate* candidate) { return !same_logon(site.settings_at(*candidate), first); });
  if (other == open.end()) return;
  const std::string difference = logon_difference(first, named_place(*open.front()->section),
                                                  site.settings_at(**other), named_place(*(*other)->section));
  for (Candidate* candidate : open)
    refuse(*candidate, "switches-differ",
           difference + ", and a site has only one. Give both the same value first");
}

}  // namespace

void refuse_where_uncertain(const iis::HostConfig& config, LiftSite& site) {
  for (Candidate& candidate : site.candidates) {
    check_understood(config, candidate);
    check_ad_mapping(config, candidate);
    if (site.refusal && !candidate.refusal) candidate.refusal = site.refusal;
    check_switched_off(site, candidate);
    check_switches(site, candidate);
    check_logon(site, candidate);
  }
  for (Rule rule : {one_copy_per_certificate, one_rule_per_name}) check_against_standing(site, rule);
  check_logon_of_each_other(site);
  for (Rule rule : {one_user_per_certificate, one_entry_per_certificate})
    check_against_each_other(site, rule);
}

}  // namespace certlift::misplaced_client_cert_mappings
