#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "cli/target_report.h"
#include "cli/targets.h"

#include <string>

namespace certlift::cli {

/// What fix would make of the target besides, with consent that it does not have: for each consent that is
/// missing the risks, the difference to what it makes without, and the command. Every line begins with `#`,
/// so that neither a person nor patch takes it for a part of the real difference. Empty: no consent is
/// missing. `report` is that of `repair`. Errors: law_broken.
Result<std::string> conditional_diff(const Invocation& invocation, const Target& target,
                                     const engine::Repair& repair, const render::TargetReport& report);

}  // namespace certlift::cli
