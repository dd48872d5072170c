#pragma once

#include "cli/options.h"
#include "engine/fix.h"
#include "render/report.h"

#include <memory>
#include <span>

namespace certlift::cli {

/// What an illustrated report (is_illustrated) shows: of sites those with the gravest findings. `told`: the
/// outcomes of the repair, as they may be shown.
std::shared_ptr<const render::Illustration> illustrate(const Invocation& invocation,
                                                       const engine::Repair& repair,
                                                       std::span<const engine::Outcome> told);

}  // namespace certlift::cli
