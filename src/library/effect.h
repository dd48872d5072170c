#pragma once

#include "engine/fix.h"
#include "pipeline/access_matrix.h"

#include <span>
#include <vector>

namespace certlift::library {

/// Who gets in where after the fixes among `outcomes` that were made, and who did not before; only what
/// differs, and without secrets. Costs time in proportion to the sites that the fixes are about.
std::vector<pipeline::SiteMatrix> effect_between(const engine::Reading& before, const engine::Reading& after,
                                                 std::span<const engine::Outcome> outcomes);

}  // namespace certlift::library
