#include "lift_site.h"

#include "iis/doubled_keys.h"
#include "iis/schema.h"
#include "iis/section_problems.h"

#include <algorithm>
#include <iterator>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::MappingKind;

const iis::ElementSchema& schema_of(const iis::HostConfig& config) {
  return *config.schema().section(iis::section::iis_certificate_mapping);
}

std::shared_ptr<const engine::Refusal> refusal_of(const std::string& message,
                                                  iis::ProblemKind kind = iis::ProblemKind::fault) {
  return engine::refusal_for("not-understood",
                             message + (kind == iis::ProblemKind::fault ? "; IIS would" : "; IIS could") +
                                 " answer 500.19. Correct it there first");
}

/// What is wrong with the section at the server or the site: there can be only one, and IIS must understand
/// it.
std::shared_ptr<const engine::Refusal> find_trouble(const iis::HostConfig& config, std::string_view path_key,
                                                    const std::string& level) {
  const auto stored = config.stored_at(iis::section::iis_certificate_mapping, path_key);
  if (stored.empty()) return nullptr;
  if (stored.size() > 1)
    return refusal_of("the section is stored twice at the " + level + " (" + place(stored[0].element) +
                      " and " + place(stored[1].element) + ")");
  const auto& problems = iis::problems_at(config, stored.front().element, schema_of(config));
  if (problems.empty()) return nullptr;
  const iis::SchemaProblem& worst = iis::gravest(problems);
  return refusal_of("at the " + level + " (" + config.document().place(worst.offset) + ") " + worst.message,
                    worst.kind);
}

}  // namespace

iis::MappingSettings LiftSite::settings_at(const Candidate& candidate) const {
  return laid_over(settings, *candidate.section);
}

const iis::Mapping* LiftSite::first_standing() const {
  const iis::Mapping* one_to_one = first(MappingKind::one_to_one);
  return one_to_one ? one_to_one : first(MappingKind::many_to_one);
}

std::vector<const LevelIndex*> LiftSite::levels(MappingKind kind) const {
  std::vector<const LevelIndex*> levels;
  if (!inherited(kind).empty()) levels.push_back(at_server);
  if (at_site) levels.push_back(at_site.get());
  return levels;
}

std::vector<const iis::Mapping*> LiftSite::standing(MappingKind kind, SameIn same,
                                                    std::string_view text) const {
  std::vector<const iis::Mapping*> standing;
  for (const LevelIndex* level : levels(kind))
    std::ranges::copy(level->find(kind, same, text), std::back_inserter(standing));
  return standing;
}

ServerLevel read_server(const iis::HostConfig& config) {
  ServerLevel server{find_trouble(config, "", "server level"), nullptr, nullptr};
  const auto stored = config.stored_at(iis::section::iis_certificate_mapping, "");
  if (stored.empty()) return server;
  server.keys = std::make_unique<const iis::SectionLevel>(stored.front(), schema_of(config), nullptr);
  server.index = std::make_unique<const LevelIndex>(iis::mapping_section(config, stored.front()));
  if (server.trouble) return server;
  if (const auto doubled = find_doubled_key(config, stored.front()))
    server.trouble = engine::refusal_for("not-understood", *doubled);
  return server;
}

LiftSite read_site(const iis::HostConfig& config, const iis::LocationPath& path, const ServerLevel& server) {
  LiftSite site{iis::site_mappings(config, path), server.index.get(), nullptr};
  if (site.site) site.at_site = std::make_unique<const LevelIndex>(*site.site);
  site.refusal = server.trouble;
  if (!site.refusal) site.refusal = find_trouble(config, path.site_key(), "site");
  if (site.refusal || !site.site) return site;
  if (const auto doubled =
          find_doubled_key(config, {site.site->location, site.site->element}, server.keys.get()))
    site.refusal = engine::refusal_for("not-understood", *doubled);
  return site;
}

// Also keys that a <clear/> removes again: it is not documented whether IIS has found fault with them by
// then.
std::optional<std::string> find_doubled_key(const iis::HostConfig& config, const iis::StoredSection& stored,
                                            const iis::SectionLevel* above) {
  const iis::SectionLevel own(stored, schema_of(config), above);
  const auto doubled = own.doubled_keys(iis::SectionLevel::Cleared::taken_too);
  if (doubled.empty()) return std::nullopt;
  const iis::DoubledKey& first = doubled.front();
  return "the entries at " + place(first.first) + " and " + place(first.entry.element) + " in <" +
         std::string(first.collection().name()) + "> have the same key (" + first.key +
         "), which IIS answers with 500.19. Keep one of them";
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
