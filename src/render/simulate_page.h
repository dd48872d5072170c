#pragma once

#include "render/page.h"
#include "render/simulate_report.h"

namespace certlift::render {

/// The prediction as a page: of one request its answers stage by stage, or of all who gets in where, what fix
/// changes first.
Page simulate_page(const SimulateReport& report);

}  // namespace certlift::render
