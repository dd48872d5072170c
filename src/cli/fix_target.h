#pragma once

#include "cli/agreement.h"
#include "cli/options.h"
#include "cli/targets.h"
#include "render/report.h"

namespace certlift::cli {

/// Makes the fixes that are safe or accepted in the target itself; what other servers use too is left as it
/// is without consent, and a warning says so.
/// Who is to be asked is asked before anything is written, and again if another process has changed the file
/// since.
render::TargetReport fix_target(const Invocation& invocation, const Target& target, Asking asking);

}  // namespace certlift::cli
