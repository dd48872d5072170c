#pragma once

#include "engine/select.h"
#include "render/report.h"

#include <string>

namespace certlift::render {

/// The findings that stand, as a Code Quality report of GitLab: a JSON array. What could not be read is a
/// `blocker`. Needs Finding::identity.
std::string gitlab_report(const Report& report, const engine::Selection& selection);

}  // namespace certlift::render
