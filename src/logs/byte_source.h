#pragma once

#include "base/result.h"

#include <cstddef>
#include <functional>
#include <span>

namespace certlift::logs {

/// Where a log comes from: puts its next bytes into the space, and says how many; 0: there are no more.
using ByteSource = std::function<Result<std::size_t>(std::span<char>)>;

}  // namespace certlift::logs
