#include "site_mappings.h"

#include "iis/schema.h"

#include <algorithm>
#include <set>

namespace certlift::misplaced {
namespace {

using iis::MappingKind;

engine::Refusal not_understood(const std::string& message) {
  return {"not-understood", message + "; IIS would answer 500.19. Correct it there first"};
}

/// The one section stored at a level; two are an error of their own.
std::optional<iis::MappingSection> read_level(const iis::HostConfig& config, const std::string& path_key,
                                              std::string_view level,
                                              std::optional<engine::Refusal>& refusal) {
  const auto stored = config.stored_at(iis::section::iis_certificate_mapping, path_key);
  if (stored.empty()) return std::nullopt;
  if (stored.size() > 1)
    refusal = not_understood("the section is stored twice at the " + std::string(level) + " (" +
                             place(stored[0].element) + " and " + place(stored[1].element) + ")");
  const iis::ElementSchema& schema = *config.schema().section(iis::section::iis_certificate_mapping);
  const auto problems = iis::problems_of(stored.front().element, schema);
  if (!problems.empty() && !refusal)
    refusal =
        not_understood("at the " + std::string(level) + " (" +
                       config.document().place(problems.front().offset) + ") " + problems.front().message);
  return iis::read_mapping_section(stored.front());
}

std::optional<engine::Refusal> find_double_key(const std::vector<iis::Mapping>& standing) {
  std::set<std::pair<MappingKind, std::string>> keys;
  for (const iis::Mapping& mapping : standing)
    if (!keys.emplace(mapping.kind, mapping.key).second)
      return not_understood("the site has " + mapping.label + " twice (" + place(mapping.element) + ")");
  return std::nullopt;
}

}  // namespace

bool SiteMappings::has_standing(MappingKind kind) const {
  return std::ranges::any_of(standing, [&](const iis::Mapping& mapping) { return mapping.kind == kind; });
}

iis::MappingSettings SiteMappings::settings_at(const Candidate& candidate) const {
  return laid_over(settings, candidate.section);
}

SiteMappings read_site(const iis::HostConfig& config, const iis::LocationPath& path) {
  SiteMappings mappings;
  const iis::Site* site = config.site(path.site());
  mappings.path = iis::LocationPath(site ? site->name : path.site());
  mappings.server = read_level(config, "", "server level", mappings.refusal);
  mappings.site = read_level(config, path.site_key(), "site", mappings.refusal);
  if (mappings.server) mappings.settings = laid_over(mappings.settings, *mappings.server);
  if (mappings.site) mappings.settings = laid_over(mappings.settings, *mappings.site);
  mappings.standing = standing_mappings(mappings.server_section(), mappings.site_section());
  if (!mappings.refusal) mappings.refusal = find_double_key(mappings.standing);
  return mappings;
}

std::string place(xml::Element element) {
  return element.document().place(element.span().begin);
}

std::string named_place(const iis::MappingSection& section) {
  return "'" + section.location->path.text() + "' (" + place(section.element) + ")";
}

}  // namespace certlift::misplaced
