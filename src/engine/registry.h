#pragma once

#include <span>

#include "engine/transform.h"

namespace certlift::engine {

/// All transforms, sorted by id. Defined in transforms/registry.cpp.
std::span<const Transform> registry();

}  // namespace certlift::engine
