#pragma once

#include "engine/select.h"
#include "render/report.h"

#include <span>
#include <string>

namespace certlift::render {

/// The report as JUnit XML: a test suite for each target, with a failed test for each error or warning that
/// stands, and a passed one for each selected rule without. A target with an error has one erroneous test.
std::string junit_report(const Report& report, std::span<const engine::Transform> rules,
                         const engine::Selection& selection);

}  // namespace certlift::render
