#pragma once

#include "engine/fix.h"
#include "plan/plan.h"

#include <string>
#include <vector>

/// What plan writes down of a target and apply holds against it.
namespace certlift::plan {

/// What a file says, as far as a plan holds it.
struct PlannedContent {
  std::vector<SectionState> sections;
  FileState rest;
};
PlannedContent content_of(const engine::Reading& reading);

/// The plan for the target at `path`, of which fix would make `repair`.
PlannedTarget plan_target(const engine::Repair& repair, const std::string& path);

}  // namespace certlift::plan
