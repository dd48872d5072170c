#include "risks.h"

#include "iis/certificate.h"
#include "iis/schema.h"

#include <algorithm>

namespace certlift::misplaced {
namespace {

using engine::Risk;
using iis::Mapping;
using iis::MappingKind;

/// A mapping of the plan and where it comes from; `from` is nullptr for the site's own.
struct Source {
  const Candidate* from;
  const Mapping* mapping;

  std::string text() const {
    return mapping->label + " of " + (from ? "'" + from->path().text() + "'" : std::string("the site")) +
           " (" + place(mapping->element) + ")";
  }
};

std::string listed(const std::vector<std::string>& texts) {
  constexpr std::size_t shown = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), shown); ++i) list += (i == 0 ? "" : ", ") + texts[i];
  if (texts.size() > shown) list += " and " + std::to_string(texts.size() - shown) + " more";
  return list;
}

std::vector<std::string> paths_of(const std::vector<Source>& sources) {
  std::vector<std::string> paths;
  for (const Source& source : sources)
    if (paths.empty() || paths.back() != source.from->path().text())
      paths.push_back(source.from->path().text());
  return paths;
}

std::string listed(const std::vector<Source>& sources) {
  std::vector<std::string> texts;
  for (const Source& source : sources) texts.push_back(source.text());
  return listed(texts);
}

void add(std::vector<Risk>& risks, std::string id, const std::vector<Source>& sources,
         const std::string& before, const std::string& after) {
  if (!sources.empty()) risks.push_back({std::move(id), paths_of(sources), before + listed(sources) + after});
}

/// Every mapping that becomes effective at the site, in the order of the sections.
std::vector<Source> coming(const LiftPlan& plan) {
  std::vector<Source> sources;
  if (plan.carrier)
    for (const Mapping& mapping : plan.carrier->section.mappings)
      if (plan.carrier->section.is_live(mapping) && !plan.takes_out(mapping.element))
        sources.push_back({plan.carrier, &mapping});
  for (const std::vector<Arrival>& arrivals : plan.arrivals)
    for (const Arrival& arrival : arrivals) sources.push_back({arrival.from, arrival.mapping});
  return sources;
}

// --- widens-access, widens-deny ---

/// The deepest of the lifted paths, if all others stand above it; nullptr if none has all others above it.
const iis::LocationPath* path_below_all(const LiftPlan& plan) {
  const auto depth = [](const Candidate* candidate) { return candidate->path().key().size(); };
  const iis::LocationPath& deepest = (*std::ranges::max_element(plan.lifted, {}, depth))->path();
  const bool is_below_all = std::ranges::all_of(
      plan.lifted, [&](const Candidate* candidate) { return deepest.is_at_or_below(candidate->path()); });
  return is_below_all ? &deepest : nullptr;
}

/// Paths of the site that ask for a certificate and do not have all lifted paths at or above them: some
/// mapping that was meant for elsewhere works there too.
std::vector<std::string> widened_paths(const iis::HostConfig& config, const SiteMappings& site,
                                       const LiftPlan& plan) {
  const iis::LocationPath* below_all = path_below_all(plan);
  std::vector<std::string> paths;
  for (const iis::LocationPath& path : iis::stored_paths(config, site.path)) {
    if (!iis::asks_for_certificate(config, path)) continue;
    if (!below_all || !path.is_at_or_below(*below_all)) paths.push_back(path.text());
  }
  return paths;
}

std::vector<std::string> quoted(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back("'" + path + "'");
  return texts;
}

void add_widening(std::vector<Risk>& risks, const std::vector<std::string>& paths, const LiftPlan& plan) {
  if (paths.empty()) return;
  const std::string where = listed(quoted(paths));
  risks.push_back({"widens-access", paths,
                   "client certificates are asked for at " + where +
                       " too: whoever sends a mapped one there becomes that Windows user there as well"});
  std::vector<std::string> denying;
  for (const Source& source : coming(plan))
    if (source.mapping->deny) denying.push_back(source.text());
  if (!denying.empty())
    risks.push_back(
        {"widens-deny", paths, listed(denying) + " denies, and would deny at " + where + " as well"});
}

// --- changes-order ---

/// "The lifted rule stands behind the other": the first lifted rule of each section that has others before
/// it.
void add_order(std::vector<Risk>& risks, const SiteMappings& site, const LiftPlan& plan) {
  Source before{nullptr, nullptr};
  for (const Mapping& mapping : site.standing)
    if (mapping.kind == MappingKind::many_to_one) before = {nullptr, &mapping};
  std::vector<std::string> texts;
  std::vector<Source> behind;
  for (const Source& source : coming(plan)) {
    if (source.mapping->kind != MappingKind::many_to_one) continue;
    if (before.mapping && before.from != source.from) {
      texts.push_back(source.text() + " behind " + before.text());
      behind.push_back(source);
    }
    before = source;
  }
  if (!texts.empty())
    risks.push_back(
        {"changes-order", paths_of(behind),
         listed(texts) + ": IIS takes the first rule that matches, so the rules before can shadow these"});
}

// --- drops-clear, wakes-mapping, renames-mapping ---

void add_clears(std::vector<Risk>& risks, const SiteMappings& site, const LiftPlan& plan) {
  for (MappingKind kind : iis::mapping_kinds) {
    std::vector<std::string> hidden, paths;
    for (const Mapping& mapping : site.standing)
      if (mapping.kind == kind) hidden.push_back(mapping.label + " (" + place(mapping.element) + ")");
    for (const Candidate* candidate : plan.lifted)
      if (candidate->section.clears[static_cast<std::size_t>(kind)])
        paths.push_back(candidate->path().text());
    if (hidden.empty() || paths.empty()) continue;
    risks.push_back({"drops-clear", paths,
                     "the <clear/> in <" + std::string(iis::collection_name(kind)) + "> of " +
                         listed(quoted(paths)) + " is not lifted, so " + listed(hidden) +
                         " stays in effect there"});
  }
}

void add_leftovers(std::vector<Risk>& risks, const LiftPlan& plan) {
  std::vector<Source> sources;
  for (const Leftover& leftover : plan.left_behind) sources.push_back({leftover.from, leftover.mapping});
  add(risks, "wakes-mapping", sources,
      "left out, because it is dead where it stands and would come alive at the site: ", "");
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
    const bool locks = has_lock(candidate->section.element);
    const bool tag = candidate->section.location->has_override();
    if (!locks && !tag) continue;
    paths.push_back(candidate->path().text());
    texts.push_back((locks ? "the lock attributes of " : "the overrideMode over ") +
                    named_place(candidate->section));
  }
  if (!texts.empty())
    risks.push_back(
        {"loses-lock", paths, "lost, because at the site they would govern other files: " + listed(texts)});
}

// --- broken-certificate ---

bool is_sound(const Mapping& mapping) {
  return iis::read_certificate(mapping.key).state == iis::CertificateState::sound;
}

/// Sound, or as good as that once it is unwrapped, which may happen in the same run.
bool holds_certificate(const Mapping& mapping) {
  const auto state = iis::read_certificate(mapping.key).state;
  return state == iis::CertificateState::sound || state == iis::CertificateState::wrapped;
}

void add_broken(std::vector<Risk>& risks, const SiteMappings& site, const LiftPlan& plan) {
  const auto is_good = [](const Mapping& m) {
    return m.kind == MappingKind::one_to_one && holds_certificate(m);
  };
  if (std::ranges::none_of(site.standing, is_good)) return;
  std::vector<Source> broken;
  for (const Source& source : coming(plan))
    if (source.mapping->kind == MappingKind::one_to_one && !is_sound(*source.mapping))
      broken.push_back(source);
  add(risks, "broken-certificate", broken, "",
      " is no base64 of a certificate, and one such can spoil all one-to-one mappings of a site");
}

}  // namespace

std::vector<Risk> risks_of(const iis::HostConfig& config, const SiteMappings& site, const LiftPlan& plan) {
  std::vector<Risk> risks;
  add_widening(risks, widened_paths(config, site, plan), plan);
  add_order(risks, site, plan);
  add_clears(risks, site, plan);
  add_leftovers(risks, plan);
  add_renames(risks, plan);
  add_locks(risks, plan);
  add_broken(risks, site, plan);
  return risks;
}

}  // namespace certlift::misplaced
