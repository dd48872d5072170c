#pragma once

#include "engine/fix.h"
#include "render/report.h"

#include <span>
#include <vector>

namespace certlift::library {

/// By hunk, which fixes made it, and for which finding. `told`: the outcomes of the repair, as they may be
/// shown.
std::vector<std::vector<render::HunkReason>> reasons_of(std::span<const render::Hunk> hunks,
                                                        const engine::Repair& repair,
                                                        std::span<const engine::Outcome> told);

}  // namespace certlift::library
