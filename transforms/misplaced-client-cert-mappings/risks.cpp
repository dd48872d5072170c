#include "risks.h"

#include "iis/certificate.h"
#include "iis/schema.h"
#include "sources.h"
#include "widening.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using engine::Risk;
using iis::Mapping;
using iis::MappingKind;

void add(std::vector<Risk>& risks, std::string id, const std::vector<Source>& sources,
         const std::string& before, const std::string& after) {
  if (!sources.empty()) risks.push_back({std::move(id), paths_of(sources), before + listed(sources) + after});
}

// --- widens-access, widens-deny ---

std::vector<std::string> quoted(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back("'" + path + "'");
  return texts;
}

std::string widening_text(const iis::HostConfig& config, const WidenedPaths& widened) {
  const std::string requesting = widened.requesting.empty() ? ""
                                                            : "client certificates are requested at " +
                                                                  listed(quoted(widened.requesting)) + " too";
  if (widened.delegated.empty()) return requesting;
  return requesting + (requesting.empty() ? "" : ", and ") + "web.config files at or below " +
         listed(quoted(widened.delegated)) + " can request client certificates too (<access> is delegated; " +
         (config.web_configs() ? "they could not be read" : "--web-config looks into them") + ")";
}

void add_widening(std::vector<Risk>& risks, const iis::HostConfig& config, const WidenedPaths& widened,
                  const LiftPlan& plan) {
  std::vector<std::string> paths = widened.requesting;
  paths.insert(paths.end(), widened.delegated.begin(), widened.delegated.end());
  if (paths.empty()) return;
  const std::string where = listed(quoted(paths));
  const std::vector<Source> mappings = coming(plan);
  const std::string access = listed_access(mappings);
  risks.push_back({"widens-access", paths,
                   widening_text(config, widened) +
                       ": a client with a mapped certificate becomes the mapped Windows user there as well" +
                       (access.empty() ? "" : " (" + access + ")")});
  std::vector<std::string> denying;
  for (const Source& source : mappings)
    if (source.mapping->deny) denying.push_back(source.text());
  if (!denying.empty())
    risks.push_back(
        {"widens-deny", paths,
         "clients that these rules deny would be denied at " + where + " as well: " + listed(denying)});
}

// --- changes-order ---

/// The effective rules at the site afterwards, in order: those that stand there, which are not compared one
/// by one, and those that come.
class Rules {
 public:
  Rules(const LiftSite& site, const LiftPlan& plan) : site_(site), coming_(coming(plan)) {
    std::erase_if(coming_, [](const Source& rule) { return rule.mapping->kind != MappingKind::many_to_one; });
    for (std::size_t i = 0; i < coming_.size(); ++i)
      places_.emplace(coming_[i].mapping->meaning(), standing() + i);
  }

  /// How many stand there already.
  std::size_t standing() const { return inherited().size() + own().size(); }
  std::size_t size() const { return standing() + coming_.size(); }
  Source operator[](std::size_t place) const {
    if (place < inherited().size()) return {nullptr, inherited()[place]};
    if (place < standing()) return {nullptr, own()[place - inherited().size()]};
    return coming_[place - standing()];
  }
  /// Where the first one with that meaning stands.
  std::optional<std::size_t> place_of(const std::string& meaning) const {
    for (const LevelIndex* level : site_.levels(MappingKind::many_to_one))
      if (const auto place = level->place_of_rule(meaning))
        return *place + (level == site_.at_server ? 0 : inherited().size());
    const auto found = places_.find(meaning);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::span<const Mapping* const> inherited() const { return site_.inherited(MappingKind::many_to_one); }
  std::span<const Mapping* const> own() const { return site_.own(MappingKind::many_to_one); }

  const LiftSite& site_;
  std::vector<Source> coming_;
  std::map<std::string, std::size_t> places_;  ///< of those that come
};

/// A rule, and one that comes to stand before it.
struct Shadow {
  Source rule;
  Source before;
};

/// The first rule of a candidate that an equal one of another section stands for, behind one that it had not
/// before it.
std::optional<Shadow> find_reordered(const Candidate& candidate, const Rules& rules) {
  std::set<std::size_t> own;
  std::size_t next = 0;  // the first one that is not among its own so far
  for (const Mapping& mapping : candidate.section->mappings) {
    if (mapping.kind != MappingKind::many_to_one || !candidate.section->is_live(mapping)) continue;
    const auto place = rules.place_of(mapping.meaning());
    if (!place) continue;
    const Candidate* from = rules[*place].from;
    if (from && from != &candidate && next < *place) return Shadow{{&candidate, &mapping}, rules[next]};
    own.insert(*place);
    while (own.contains(next)) ++next;
  }
  return std::nullopt;
}

/// "The lifted rule comes after the other": the first lifted rule of each section that has others before
/// it.
void add_order(std::vector<Risk>& risks, const LiftSite& site, const LiftPlan& plan) {
  const Rules rules(site, plan);
  std::vector<Shadow> shadows;
  for (std::size_t i = std::max<std::size_t>(rules.standing(), 1); i < rules.size(); ++i)
    if (rules[i].from != rules[i - 1].from) shadows.push_back({rules[i], rules[i - 1]});
  for (const Candidate* candidate : plan.lifted)
    if (const auto shadow = find_reordered(*candidate, rules)) shadows.push_back(*shadow);
  std::vector<std::string> texts;
  std::vector<Source> behind;
  for (const auto& [rule, before] : shadows) {
    texts.push_back(rule.text() + " comes after " + before.text());
    behind.push_back(rule);
  }
  if (!texts.empty())
    risks.push_back(
        {"changes-order", paths_of(behind),
         listed(texts) + ": IIS uses the first rule that matches, so where both match the earlier one wins"});
}

// --- drops-clear, wakes-mapping, renames-mapping ---

/// What the clears of `clearing` were meant to hide: what stands at the site, and the lifted sections above
/// them.
std::vector<Source> hidden_by(const std::vector<const Candidate*>& clearing, const LiftSite& site,
                              const LiftPlan& plan, MappingKind kind) {
  iis::PathMap<const Candidate*> lifted;
  for (const Candidate* candidate : plan.lifted) lifted[candidate->path().key()] = candidate;
  std::set<const Candidate*> above;
  for (const Candidate* candidate : clearing)
    for (const Candidate* const* other : lifted.on_the_way(candidate->path().key()))
      if (*other != candidate) above.insert(*other);
  std::vector<Source> hidden;
  for (const auto standing : {site.inherited(kind), site.own(kind)})
    for (const Mapping* mapping : standing) hidden.push_back({nullptr, mapping});
  for (const Candidate* candidate : plan.lifted)
    if (above.contains(candidate))
      for (const Mapping& mapping : candidate->section->mappings)
        if (mapping.kind == kind && candidate->section->is_live(mapping))
          hidden.push_back({candidate, &mapping});
  return hidden;
}

void add_clears(std::vector<Risk>& risks, const LiftSite& site, const LiftPlan& plan) {
  for (MappingKind kind : iis::mapping_kinds) {
    std::vector<const Candidate*> clearing;
    for (const Candidate* candidate : plan.lifted)
      if (candidate->section->clears[static_cast<std::size_t>(kind)]) clearing.push_back(candidate);
    if (clearing.empty()) continue;
    const std::vector<Source> hidden = hidden_by(clearing, site, plan, kind);
    if (hidden.empty()) continue;
    std::vector<std::string> paths;
    for (const Candidate* candidate : clearing) paths.push_back(candidate->path().text());
    risks.push_back({"drops-clear", paths,
                     "the <clear/> in <" + std::string(iis::collection_name(kind)) + "> of " +
                         listed(quoted(paths)) +
                         " is not lifted, because it would clear for the whole site; so these mappings stay "
                         "effective there: " +
                         listed(hidden)});
  }
}

void add_leftovers(std::vector<Risk>& risks, const LiftPlan& plan) {
  std::vector<Source> sources;
  for (const Leftover& leftover : plan.left_behind) sources.push_back({leftover.from, leftover.mapping});
  add(risks, "wakes-mapping", sources,
      "not lifted, because it is cleared or switched off in its own section and would become active at the "
      "site: ",
      "");
}

void add_renames(std::vector<Risk>& risks, const LiftPlan& plan) {
  std::vector<std::string> texts;
  std::vector<Source> renamed;
  for (const Arrival& arrival : plan.arrivals_of(MappingKind::many_to_one)) {
    if (arrival.new_name.empty()) continue;
    renamed.push_back({arrival.from, arrival.mapping});
    texts.push_back(renamed.back().text() + " becomes '" + arrival.new_name + "'");
  }
  if (!texts.empty())
    risks.push_back(
        {"renames-mapping", paths_of(renamed), listed(texts) + ", because names are unique at a site"});
}

// --- loses-lock ---

bool has_lock(xml::Element element) {
  std::vector<xml::Element> open{element};
  while (!open.empty()) {
    const xml::Element top = open.back();
    open.pop_back();
    if (std::ranges::any_of(top.attributes(), [](const auto& a) { return iis::is_lock_attribute(a.name); }))
      return true;
    for (xml::Element child : top.children()) open.push_back(child);
  }
  return false;
}

void add_locks(std::vector<Risk>& risks, const LiftPlan& plan) {
  std::vector<std::string> texts, paths;
  for (const Candidate* candidate : plan.lifted) {
    const bool locks = has_lock(candidate->section->element);
    const bool tag = candidate->section->location->has_override();
    if (!locks && !tag) continue;
    paths.push_back(candidate->path().text());
    texts.push_back((locks ? "the lock attributes of " : "the overrideMode over ") +
                    named_place(*candidate->section));
  }
  if (!texts.empty())
    risks.push_back(
        {"loses-lock", paths, "lost, because at the site they would govern other files: " + listed(texts)});
}

// --- drops-copy, matches-unknown ---

void add_copies(std::vector<Risk>& risks, const LiftPlan& plan) {
  std::vector<std::string> texts;
  std::vector<Source> dropped;
  for (const Copy& copy : plan.copies) {
    dropped.push_back({copy.from, copy.mapping});
    texts.push_back(dropped.back().text() + " is a copy of " + Source{nullptr, copy.standing}.text());
  }
  if (!texts.empty())
    risks.push_back({"drops-copy", paths_of(dropped),
                     "dropped, with another password or the user in other letters: " + listed(texts) +
                         ". What IIS uses today stays"});
}

void add_without_rules(std::vector<Risk>& risks, const LiftPlan& plan) {
  std::vector<Source> unknown;
  for (const Source& source : coming(plan))
    if (source.mapping->kind == MappingKind::many_to_one && !source.mapping->has_rules)
      unknown.push_back(source);
  add(risks, "matches-unknown", unknown,
      "without rules: ", ". Whether such a mapping fits every client certificate or none is not documented");
}

// --- broken-certificate ---

void add_broken(std::vector<Risk>& risks, const LiftSite& site, const LiftPlan& plan) {
  const auto levels = site.levels(MappingKind::one_to_one);
  if (std::ranges::none_of(levels, &LevelIndex::has_certificate)) return;
  std::vector<Source> broken;
  for (const Source& source : coming(plan))
    if (source.mapping->kind == MappingKind::one_to_one &&
        source.mapping->certificate.state != iis::CertificateState::sound)
      broken.push_back(source);
  add(risks, "broken-certificate", broken, "",
      " is not a certificate in base64, and one such entry can break all one-to-one mappings of the site "
      "(401.1)");
}

}  // namespace

std::vector<Risk> risks_of(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan) {
  std::vector<Risk> risks;
  add_widening(risks, config, widened_paths(config, site, plan), plan);
  add_order(risks, site, plan);
  add_clears(risks, site, plan);
  add_leftovers(risks, plan);
  add_renames(risks, plan);
  add_locks(risks, plan);
  add_copies(risks, plan);
  add_without_rules(risks, plan);
  add_broken(risks, site, plan);
  return risks;
}

}  // namespace certlift::misplaced_client_cert_mappings
