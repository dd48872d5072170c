#pragma once

#include "engine/transform.h"

#include <span>

namespace certlift::engine {

/// All transforms, sorted by id. Defined in transforms/registry.cpp.
std::span<const Transform> registry();

}  // namespace certlift::engine
