#pragma once

#include "base/result.h"
#include "cli/session.h"
#include "render/plan.h"

#include <string>
#include <vector>

/// What plan writes down of a target and apply holds against it.
namespace certlift::cli {

/// What a file says, as far as a plan holds it.
struct PlannedContent {
  std::vector<render::SectionState> sections;
  render::FileState rest;
};
/// Errors: not_understood.
Result<PlannedContent> content_of(const Invocation& invocation, std::string bytes, const std::string& path);

/// The plan for one target, of which fix would make `work`.
Result<render::PlannedTarget> plan_target(const Invocation& invocation, const Work& work,
                                          const std::string& path);

}  // namespace certlift::cli
