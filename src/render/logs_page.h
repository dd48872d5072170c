#pragma once

#include "render/logs_report.h"
#include "render/page.h"

namespace certlift::render {

/// What was counted as a page, a table for each place.
Page logs_page(const LogsReport& report, Codes codes);

}  // namespace certlift::render
