#pragma once

#include "render/freb_report.h"
#include "render/page.h"

namespace certlift::render {

/// What the logs say as a page: those that say the same of one place together, each folded to its verdict.
Page freb_page(const FrebReport& report);

}  // namespace certlift::render
