#pragma once

#include "cli/options.h"
#include "cli/targets.h"
#include "render/report.h"

namespace certlift::cli {

/// Makes the fixes that are safe or accepted in the target itself; what other servers use too is left as it
/// is without consent, and a warning says so.
render::TargetReport fix_target(const Invocation& invocation, const Target& target);

}  // namespace certlift::cli
