#include "engine/select.h"

#include "iis/location.h"

#include <algorithm>

namespace certlift::engine {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

}  // namespace

bool Selection::wants_rule(std::string_view id) const {
  return (only.empty() || contains(only, id)) && !contains(skip, id);
}

bool Selection::wants(const Finding& finding) const {
  return sites.empty() || std::ranges::any_of(sites, [&](const std::string& site) {
           return iis::same_name(site, finding.site);
         });
}

bool Selection::accepts(const Risk& risk) const {
  return contains(accept, "all") || contains(accept, risk.id);
}

bool Selection::accepts(const Fix& fix) const {
  return std::ranges::all_of(fix.risks, [&](const Risk& risk) { return accepts(risk); });
}

bool Selection::allows_fix_of(const Finding& finding) const {
  if (!agreed) return accepts(*finding.fix);
  const auto agreement = agreed->find(key_of(finding));
  return agreement != agreed->end() && std::ranges::all_of(finding.fix->risks, [&](const Risk& risk) {
           return accepts(risk) || agreement->second.contains(risk.id);
         });
}

}  // namespace certlift::engine
