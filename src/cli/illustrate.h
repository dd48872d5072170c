#pragma once

#include "cli/options.h"
#include "engine/fix.h"
#include "render/report.h"

#include <memory>

namespace certlift::cli {

/// What an illustrated report (is_illustrated) shows: of sites those with the gravest findings.
std::shared_ptr<const render::Illustration> illustrate(const Invocation& invocation,
                                                       const engine::Repair& repair);

}  // namespace certlift::cli
