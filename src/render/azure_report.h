#pragma once

#include "engine/select.h"
#include "render/report.h"

#include <string>

namespace certlift::render {

/// Logging commands for Azure Pipelines: an error or a warning for each finding that stands. Notes are left
/// out, because it knows none.
std::string azure_report(const Report& report, const engine::Selection& selection);

}  // namespace certlift::render
