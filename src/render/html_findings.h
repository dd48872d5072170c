#pragma once

#include "engine/select.h"
#include "engine/transform.h"
#include "render/report.h"

#include <span>
#include <string>

namespace certlift::render {

/// Its fix is made, or would be.
bool is_fixable(const engine::Outcome& outcome, const engine::Selection& selection);

/// The findings of a target for a page, the gravest first, each folded to a line.
std::string html_findings(const TargetReport& target, const Report& report,
                          const engine::Selection& selection);

/// What is to be known of the rules that have found something, each once.
std::string html_explanations(const Report& report, std::span<const engine::Transform> rules);

}  // namespace certlift::render
