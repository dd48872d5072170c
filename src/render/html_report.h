#pragma once

#include "engine/select.h"
#include "engine/transform.h"
#include "render/report.h"

#include <span>
#include <string>

namespace certlift::render {

/// The report as a page for people, in one HTML file: what is wrong and what to do, each site as a picture,
/// who gets in where, the difference, every finding with the explanation of its rule (of `rules`).
std::string html_report(const Report& report, std::span<const engine::Transform> rules,
                        const engine::Selection& selection);

}  // namespace certlift::render
