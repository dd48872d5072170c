#include "pipeline/scene.h"

#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/web_configs.h"

namespace certlift::pipeline {

Found look_up(const Scene& scene, Walk& walk, std::string_view section_path, std::string_view attribute) {
  const iis::EffectiveValue value = iis::effective_value(scene.config, scene.path, section_path, attribute);
  Found found{value.value, Place(value.origin), Grade::certain};
  if (iis::is_delegated_unread(scene.config, section_path, scene.path)) {
    found.grade = Grade::assumed;
    walk.assume("no web.config on the way to the path says otherwise", "--web-config");
  }
  return found;
}

bool is_on(const Found& found) {
  return iis::read_bool(found.value).value_or(false);
}

}  // namespace certlift::pipeline
