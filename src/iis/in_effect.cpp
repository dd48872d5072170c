#include "iis/in_effect.h"

#include "iis/schema.h"

#include <cassert>
#include <functional>
#include <map>
#include <ranges>

namespace certlift::iis {
namespace {

/// By the path of the section: what is stored, and behind it what web.config files say of the same path.
struct WithWebConfigs {
  std::map<std::string, StoredSections, std::less<>> known;
};

const StoredSections& counted(const HostConfig& config, std::string_view section_path) {
  if (!config.web_configs()) return config.stored(section_path);
  const auto& added = config.web_configs()->sections;
  const auto sections = added.find(section_path);
  if (sections == added.end()) return config.stored(section_path);
  auto& known = config.reading<WithWebConfigs>().known;
  if (const auto found = known.find(section_path); found != known.end()) return found->second;
  StoredSections& all = known[std::string(section_path)] = config.stored(section_path);
  for (const StoredSection& section : sections->second) all[section.location->path.key()].push_back(section);
  return all;
}

}  // namespace

std::string_view default_value(const Schema& schema, std::string_view section_path,
                               std::string_view attribute) {
  const ElementSchema* section = schema.section(section_path);
  const AttributeSchema* known = section ? section->attribute(attribute) : nullptr;
  if (!known) known = Schema::built_in().section(section_path)->attribute(attribute);
  assert(known);
  return known->default_value;
}

bool is_read_at(std::string_view section_path, const LocationPath& path) {
  return section_path != section::iis_certificate_mapping || !path.is_below_site();
}

std::optional<WhyUnread> why_unread(const HostConfig& config, const StoredSection& stored,
                                    std::string_view section_path, const LocationPath& path) {
  const Location& location = *stored.location;
  if (!is_read_at(section_path, location.path)) return WhyUnread::below_site;
  if (section_path == section::iis_certificate_mapping) return std::nullopt;
  if (config.is_kept_from_applications(location) &&
      config.applications_on_the_way(location.path) < config.applications_on_the_way(path))
    return WhyUnread::not_inherited;
  return std::nullopt;
}

bool is_certain(const HostConfig& config, const StoredSection& stored, const LocationPath& path) {
  const Location& location = *stored.location;
  return config.has_sites() || location.path == path || !config.is_kept_from_applications(location);
}

std::vector<StoredSection> sections_in_effect(const HostConfig& config, const LocationPath& path,
                                              std::string_view section_path) {
  std::vector<StoredSection> sections;
  for (const auto* level : counted(config, section_path).on_the_way(path.key()))
    for (const StoredSection& stored : *level)
      if (!why_unread(config, stored, section_path, path)) sections.push_back(stored);
  return sections;
}

EffectiveValue effective_value(const HostConfig& config, const LocationPath& path,
                               std::string_view section_path, std::string_view attribute) {
  const PathMap<OwnValue>& values = config.own_values(section_path, attribute);
  const auto counts = [&](const OwnValue* own) {
    return !why_unread(config, own->stored, section_path, path);
  };
  const OwnValue* own = values.nearest(path.key());
  if (own && !counts(own)) {
    own = nullptr;
    for (const OwnValue* above : std::views::reverse(values.on_the_way(path.key())))
      if (!own && counts(above)) own = above;
  }
  if (own) return {own->value, own->stored.element};
  return {default_value(config.schema(), section_path, attribute), {}};
}

std::optional<EffectiveValue> possible_value(const HostConfig& config, const LocationPath& path,
                                             std::string_view section_path, std::string_view attribute,
                                             const std::function<bool(std::string_view)>& holds) {
  const auto counts_surely = [&](const StoredSection& stored) {
    return is_certain(config, stored, path) && !why_unread(config, stored, section_path, path);
  };
  for (const OwnValue* own :
       std::views::reverse(config.own_values(section_path, attribute).on_the_way(path.key()))) {
    if (holds(own->value)) return EffectiveValue{own->value, own->stored.element};
    if (counts_surely(own->stored)) return std::nullopt;
  }
  const std::string_view value = default_value(config.schema(), section_path, attribute);
  return holds(value) ? std::optional(EffectiveValue{value, {}}) : std::nullopt;
}

}  // namespace certlift::iis
