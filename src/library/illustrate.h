#pragma once

#include "engine/fix.h"
#include "render/report.h"

#include <memory>
#include <span>

namespace certlift::library {

/// What a report with pictures shows: of sites those with the gravest findings; of the difference the
/// secrets, where these are shown. `told`: the outcomes of the repair, as they may be shown.
std::shared_ptr<const render::Illustration> illustrate(const engine::Selection& selection,
                                                       render::Secrets secrets, const engine::Repair& repair,
                                                       std::span<const engine::Outcome> told);

}  // namespace certlift::library
