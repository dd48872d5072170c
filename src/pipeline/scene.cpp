#include "pipeline/scene.h"

#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/web_configs.h"

#include <algorithm>

namespace certlift::pipeline {

const Found& look_up(const Scene& scene, Walk& walk, std::string_view section_path,
                     std::string_view attribute) {
  auto known = std::ranges::find_if(scene.facts.values, [&](const PathFacts::Value& value) {
    return value.section_path == section_path && value.attribute == attribute;
  });
  if (known == scene.facts.values.end()) {
    const auto value = iis::effective_value(scene.config, scene.path, section_path, attribute);
    const bool is_unread = iis::is_delegated_unread(scene.config, section_path, scene.path);
    const Found found{value.value, Place(value.origin), is_unread ? Grade::assumed : Grade::certain};
    known = scene.facts.values.insert(known, {section_path, attribute, found});
  }
  if (known->found.grade == Grade::assumed)
    walk.assume("no web.config on the way to the path says otherwise", "--web-config");
  return known->found;
}

const std::optional<SectionFault>& look_up_fault(const Scene& scene, std::string_view section_path) {
  const auto [known, is_new] = scene.facts.faults.try_emplace(section_path);
  if (is_new) known->second = section_fault(scene.config, section_path, scene.path);
  return known->second;
}

const iis::SiteMappings& look_up_mappings(const Scene& scene) {
  auto& known = scene.facts.mappings;
  if (!known) known = iis::site_mappings(scene.config, scene.path);
  return *known;
}

bool is_on(const Found& found) {
  return iis::read_bool(found.value).value_or(false);
}

}  // namespace certlift::pipeline
