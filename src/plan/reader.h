#pragma once

#include "base/result.h"
#include "plan/plan.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::plan {

/// A plan of the largest configurations that certlift is tried on has a quarter of this.
inline constexpr std::size_t max_plan_size = std::size_t{64} << 20U;

/// What a selection can name.
struct KnownWords {
  std::vector<std::string> rules;
  std::vector<std::string> risks;  ///< what --accept takes
};

/// Reads what plan_document() wrote. Trusts nothing in it: whatever it says, a plan can only be held against
/// what certlift makes of a target itself. Members that are not known are passed over, as a later certlift
/// may write them. Errors, without a path: not_understood, with the place in the JSON text, or with the
/// member's name.
Result<Plan> read_plan(std::string_view text, const KnownWords& known);

}  // namespace certlift::plan
