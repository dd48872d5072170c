#pragma once

#include "apply/snapshot.h"
#include "cli/options.h"
#include "pipeline/access_matrix.h"
#include "plan/plan.h"

#include <optional>
#include <string>
#include <vector>

/// Why a plan does not fit what is there now, in words.
namespace certlift::cli {

/// Which sections differ, and in what.
std::string difference_since(const Invocation& invocation, const plan::PlannedTarget& then,
                             const apply::Snapshot& now);

/// Why the same file would not become what the plan says.
std::string other_result(const plan::Plan& plan);

/// Nothing, if the change would have the effect that the plan says, or the plan says none.
std::optional<std::string> effect_difference(const plan::PlannedTarget& planned,
                                             const std::optional<std::vector<pipeline::SiteMatrix>>& effect);

}  // namespace certlift::cli
