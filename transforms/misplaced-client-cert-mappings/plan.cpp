#include "plan.h"

#include <algorithm>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::Mapping;
using iis::MappingKind;

bool is_live_elsewhere(const LiftSite& site, const LiftPlan& plan, MappingKind kind) {
  return site.has_standing(kind) || std::ranges::any_of(plan.lifted, [&](const Candidate* candidate) {
           return candidate != plan.carrier && candidate->section->has_live(kind);
         });
}

/// Keeps the names and certificates that stand at the site, and gives new names where one is taken.
class Register {
 public:
  explicit Register(const LiftSite& site) : site_(site) {}

  /// The standing mapping that this one is a copy of, but for the password or the spelling of the user;
  /// nullptr if there is none. All else is equal, or it would have been refused. One that is written with the
  /// same certificate comes before one that spells it in another way.
  const Mapping* copied(const Mapping& mapping) const {
    auto standing = site_.standing(mapping.kind, SameIn::key, mapping.key());
    if (standing.empty()) standing = site_.standing(mapping.kind, SameIn::identity, mapping.identity());
    if (standing.empty()) return nullptr;
    const auto differs = [&](std::string_view attribute) {
      return mapping.element.value(attribute).value_or("") !=
             standing.front()->element.value(attribute).value_or("");
    };
    return differs("userName") || differs("password") ? standing.front() : nullptr;
  }

  void add(const Mapping& mapping) {
    meanings_[{mapping.kind, std::string(mapping.key())}] = mapping.meaning();
  }

  /// Whether the same mapping, equal in everything, stands there already.
  bool has(const Mapping& mapping) const {
    if (const auto found = meanings_.find({mapping.kind, std::string(mapping.key())});
        found != meanings_.end())
      return found->second == mapping.meaning();
    const auto standing = site_.standing(mapping.kind, SameIn::key, mapping.key());
    return !standing.empty() && standing.back()->meaning() == mapping.meaning();
  }

  /// The name the rule can have: "" for its own, else `name (S/B)`, numbered if that is taken too.
  std::string take_name(const Mapping& mapping, const Candidate& from) {
    if (take(mapping.kind, std::string(mapping.key()), mapping.meaning())) return "";
    const std::string base = text_of(mapping.element, "name") + " (" + from.path().text();
    std::string name = base + ")";
    for (int number = 2; !take(mapping.kind, iis::upper_case(name), ""); ++number)
      name = base + " " + std::to_string(number) + ")";
    return name;
  }

 private:
  /// Whether the key was free.
  bool take(MappingKind kind, const std::string& key, const std::string& meaning) {
    return site_.standing(kind, SameIn::key, key).empty() &&
           meanings_.emplace(std::pair(kind, key), meaning).second;
  }

  const LiftSite& site_;
  std::map<std::pair<MappingKind, std::string>, std::string> meanings_;  ///< of what is lifted
};

void take_out(LiftPlan& plan, xml::Element element) {
  plan.taken_out.emplace(element.span().begin, element);
}

/// A switch that is on in a section without mappings of that kind would only activate those that stand at the
/// site.
bool activates_standing(const LiftSite& site, const iis::MappingSection& section, MappingKind kind) {
  return section.own_switch(kind) == true && !site.settings.is_on(kind) && site.has_standing(kind);
}

/// Entries, clears and switches of the element that moves whole that cannot come along.
void plan_carrier_entries(const LiftSite& site, LiftPlan& plan, Register& taken) {
  const iis::MappingSection& section = *plan.carrier->section;
  for (MappingKind kind : iis::mapping_kinds) {
    const bool drops_clears = section.clears[static_cast<std::size_t>(kind)] && site.has_standing(kind);
    const bool activates_kind = section.own_switch(kind) == false && is_live_elsewhere(site, plan, kind);
    if (activates_kind || activates_standing(site, section, kind))
      plan.unset.push_back(iis::switch_name(kind));
    for (const Mapping& mapping : section.mappings) {
      if (mapping.kind != kind) continue;
      const bool activates = (drops_clears && !mapping.after_clear) || activates_kind;
      const Mapping* copied = !activates && mapping.after_clear ? taken.copied(mapping) : nullptr;
      if (activates) plan.left_behind.push_back({plan.carrier, &mapping});
      if (copied) plan.copies.push_back({plan.carrier, &mapping, copied});
      if (activates || copied || (mapping.after_clear && taken.has(mapping)))
        take_out(plan, mapping.element);
      else if (mapping.after_clear)
        taken.add(mapping);
    }
    if (!drops_clears) continue;
    for (xml::Element collection : section.element.children(iis::collection_name(kind)))
      for (xml::Element clear : collection.children("clear")) take_out(plan, clear);
  }
}

void plan_arrivals(LiftPlan& plan, Register& taken) {
  for (const Candidate* candidate : plan.lifted) {
    if (candidate == plan.carrier) continue;
    for (const Mapping& mapping : candidate->section->mappings) {
      if (!candidate->section->is_live(mapping)) {
        plan.left_behind.push_back({candidate, &mapping});
      } else if (const Mapping* copied = taken.copied(mapping)) {
        plan.copies.push_back({candidate, &mapping, copied});
      } else if (!taken.has(mapping)) {
        const std::string name = taken.take_name(mapping, *candidate);
        plan.arrivals[static_cast<std::size_t>(mapping.kind)].push_back({candidate, &mapping, name});
      }
    }
  }
}

/// What the site's section has to say beyond the values that are effective there anyway.
void plan_settings(const LiftSite& site, LiftPlan& plan) {
  iis::MappingSettings at_site = site.settings;
  if (plan.carrier) at_site = laid_over(at_site, *plan.carrier->section);
  if (!at_site.enabled) plan.set.push_back({"enabled", "true"});
  for (MappingKind kind : iis::mapping_kinds) {
    const bool wanted =
        std::ranges::any_of(plan.lifted, [&](const Candidate* c) { return c->section->has_live(kind); });
    const bool is_unset = std::ranges::find(plan.unset, iis::switch_name(kind)) != plan.unset.end();
    const bool on = is_unset ? site.settings.is_on(kind) : at_site.is_on(kind);
    if (wanted && !on) plan.set.push_back({std::string(iis::switch_name(kind)), "true"});
  }
  const iis::MappingSettings needed = site.settings_at(*plan.lifted.front());
  if (needed.logon_domain != at_site.logon_domain)
    plan.set.push_back({"defaultLogonDomain", needed.logon_domain});
  if (needed.logon_method != at_site.logon_method)
    plan.set.push_back({"logonMethod", iis::logon_method_name(needed.logon_method)});
  // What is set need not be removed first.
  std::erase_if(plan.unset, [&](std::string_view name) {
    return std::ranges::find(plan.set, name, &xml::NameValue::name) != plan.set.end();
  });
}

}  // namespace

LiftPlan plan_lift(const LiftSite& site) {
  LiftPlan plan;
  for (const Candidate& candidate : site.candidates)
    if (!candidate.refusal) plan.lifted.push_back(&candidate);
  if (plan.lifted.empty()) return plan;
  Register taken(site);
  if (!site.site) {
    plan.carrier = plan.lifted.front();
    plan_carrier_entries(site, plan, taken);
  }
  plan_arrivals(plan, taken);
  plan_settings(site, plan);
  return plan;
}

}  // namespace certlift::misplaced_client_cert_mappings
