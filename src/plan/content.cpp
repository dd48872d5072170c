#include "plan/content.h"

#include "base/sha256.h"

#include <utility>

namespace certlift::plan {

PlannedContent content_of(const engine::Reading& reading) {
  return {section_states(reading.config), file_state(reading.text())};
}

PlannedTarget plan_target(const engine::Repair& repair, const std::string& path) {
  const std::string_view before = repair.before->bytes(), after = repair.after->bytes();
  PlannedContent content = content_of(*repair.before);
  return {.path = path,
          .sha256_before = sha256(before),
          .sha256_after = sha256(after),
          .size_before = before.size(),
          .size_after = after.size(),
          .changes = section_changes(content.sections, section_states(repair.after->config)),
          .sections = std::move(content.sections),
          .rest = std::move(content.rest)};
}

}  // namespace certlift::plan
