#include "sources.h"

#include <algorithm>
#include <set>

namespace certlift::misplaced_client_cert_mappings {

using iis::Mapping;

std::string Source::text() const {
  return mapping->label() + " of " + (from ? "'" + from->path().text() + "'" : standing_level(*mapping)) +
         " (" + place(mapping->element) + ")";
}

std::string listed(const std::vector<std::string>& texts) {
  constexpr std::size_t shown = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), shown); ++i) list += (i == 0 ? "" : ", ") + texts[i];
  if (texts.size() > shown) list += " and " + std::to_string(texts.size() - shown) + " more";
  return list;
}

std::vector<std::string> paths_of(const std::vector<Source>& sources) {
  std::vector<std::string> paths;
  std::set<const Candidate*> seen;
  for (const Source& source : sources)
    if (seen.insert(source.from).second) paths.push_back(source.from->path().text());
  return paths;
}

std::string listed(const std::vector<Source>& sources) {
  std::vector<std::string> texts;
  for (const Source& source : sources) texts.push_back(source.text());
  return listed(texts);
}

std::vector<Source> coming(const LiftPlan& plan) {
  std::vector<Source> sources;
  if (plan.carrier)
    for (const Mapping& mapping : plan.carrier->section->mappings)
      if (plan.carrier->section->is_live(mapping) && !plan.takes_out(mapping.element))
        sources.push_back({plan.carrier, &mapping});
  for (const std::vector<Arrival>& arrivals : plan.arrivals)
    for (const Arrival& arrival : arrivals) sources.push_back({arrival.from, arrival.mapping});
  return sources;
}

}  // namespace certlift::misplaced_client_cert_mappings
