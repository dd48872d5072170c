#pragma once

#include "render/report.h"

#include <string>

namespace certlift::render {

/// Each finding of the target that is ignored, and what ignores it.
std::string ignored_text(const TargetReport& target);

/// `ignored by the comment on line 12: reason`, `known to the baseline`.
std::string why_ignored(const engine::Ignored& ignored);

}  // namespace certlift::render
