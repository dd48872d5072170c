#pragma once

#include "engine/select.h"
#include "render/report.h"

#include <string>

namespace certlift::render {

/// The report as workflow commands of GitHub Actions, which become annotations: one for each finding that
/// stands, and one for each error.
std::string github_report(const Report& report, const engine::Selection& selection);

}  // namespace certlift::render
