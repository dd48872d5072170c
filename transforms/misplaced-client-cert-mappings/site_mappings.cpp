#include "site_mappings.h"

#include "iis/schema.h"

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::MappingKind;

engine::Refusal refusal_of(const std::string& message, iis::ProblemKind kind = iis::ProblemKind::fault) {
  return {"not-understood", message + (kind == iis::ProblemKind::fault ? "; IIS would" : "; IIS could") +
                                " answer 500.19. Correct it there first"};
}

/// What is wrong with the section at the server or the site: there can be only one, and IIS must understand
/// it.
std::optional<engine::Refusal> find_trouble(const iis::HostConfig& config, std::string_view path_key,
                                            const std::string& level) {
  const auto stored = config.stored_at(iis::section::iis_certificate_mapping, path_key);
  if (stored.empty()) return std::nullopt;
  if (stored.size() > 1)
    return refusal_of("the section is stored twice at the " + level + " (" + place(stored[0].element) +
                      " and " + place(stored[1].element) + ")");
  const auto problems = iis::problems_of(stored.front().element,
                                         *config.schema().section(iis::section::iis_certificate_mapping));
  if (problems.empty()) return std::nullopt;
  const iis::SchemaProblem& worst = iis::gravest(problems);
  return refusal_of("at the " + level + " (" + config.document().place(worst.offset) + ") " + worst.message,
                    worst.kind);
}

}  // namespace

iis::MappingSettings SiteMappings::settings_at(const Candidate& candidate) const {
  return laid_over(settings, candidate.section);
}

std::optional<engine::Refusal> find_server_trouble(const iis::HostConfig& config) {
  return find_trouble(config, "", "server level");
}

SiteMappings read_site(const iis::HostConfig& config, const iis::MappingReader& reader,
                       const iis::LocationPath& path, const std::optional<engine::Refusal>& server_trouble) {
  SiteMappings site{reader.read(path), {}, {}, std::nullopt, {}, {}};
  site.standing = site.list_standing();
  for (const iis::Mapping& mapping : site.standing)
    site.stands[static_cast<std::size_t>(mapping.kind)] = true;
  site.refusal = server_trouble;
  if (!site.refusal) site.refusal = find_trouble(config, path.site_key(), "site");
  if (!site.refusal)
    if (const auto twice = find_double_key(site.standing)) site.refusal = {"not-understood", *twice};
  return site;
}

std::optional<std::string> find_double_key(const std::vector<iis::Mapping>& mappings) {
  std::map<std::pair<MappingKind, std::string>, const iis::Mapping*> keys;
  for (const iis::Mapping& mapping : mappings) {
    const auto [first, is_new] = keys.emplace(std::pair(mapping.kind, mapping.key), &mapping);
    if (is_new) continue;
    return first->second->label + " (" + place(first->second->element) + ") and " + mapping.label + " (" +
           place(mapping.element) +
           ") have one key in one collection, which IIS answers with 500.19. Keep one of them";
  }
  return std::nullopt;
}

std::string place(xml::Element element) {
  return element.document().place(element.span().begin);
}

std::string standing_level(const iis::Mapping& mapping) {
  xml::Element above = mapping.element;
  while (above.parent() && above.name() != "location") above = above.parent();
  return iis::LocationPath(above.value("path").value_or("")).is_server() ? "the server level" : "the site";
}

std::string named_place(const iis::MappingSection& section) {
  return "'" + section.location->path.text() + "' (" + place(section.element) + ")";
}

}  // namespace certlift::misplaced_client_cert_mappings
