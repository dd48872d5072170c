#pragma once

#include "render/effective_report.h"
#include "render/page.h"

namespace certlift::render {

/// The effective values as a page, a table for each section. Shows secrets as they are in the report.
Page effective_page(const EffectiveReport& report);

}  // namespace certlift::render
