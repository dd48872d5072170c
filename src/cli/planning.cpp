#include "cli/planning.h"

#include "base/sha256.h"

#include <utility>

namespace certlift::cli {

PlannedContent content_of(const engine::Reading& reading) {
  return {render::section_states(reading.config), render::file_state(reading.text())};
}

render::PlannedTarget plan_target(const engine::Repair& repair, const std::string& path) {
  const std::string_view before = repair.before->bytes(), after = repair.after->bytes();
  PlannedContent content = content_of(*repair.before);
  return {.path = path,
          .sha256_before = sha256(before),
          .sha256_after = sha256(after),
          .size_before = before.size(),
          .size_after = after.size(),
          .changes = render::section_changes(content.sections, render::section_states(repair.after->config)),
          .sections = std::move(content.sections),
          .rest = std::move(content.rest)};
}

}  // namespace certlift::cli
