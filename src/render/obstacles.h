#pragma once

#include "render/report.h"

#include <string>

namespace certlift::render {

/// For the paths whose mappings were lifted: what may still go wrong for requests there, and for whom, by
/// what was found and is left. Empty if there is nothing.
std::string obstacles(const TargetReport& target);

}  // namespace certlift::render
