#pragma once

#include "render/report.h"

#include <string>

namespace certlift::render {

/// For the paths whose mappings were lifted: which findings still stand in the way of a mapped request there,
/// one line for each path; empty if there are none.
std::string obstacles(const TargetReport& target);

}  // namespace certlift::render
