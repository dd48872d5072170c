#pragma once

#include "engine/select.h"
#include "render/report.h"

#include <string>

namespace certlift::render {

/// The report as Markdown (CommonMark with tables), for tickets and merge requests.
std::string markdown_report(const Report& report, const engine::Selection& selection);

}  // namespace certlift::render
