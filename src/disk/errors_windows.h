#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>

namespace certlift::disk {

/// What a code of GetLastError() means for a caller that wanted to read or to write `path`, and what to do
/// about it.
Error read_error(std::uint32_t code, const std::string& path);
Error write_error(std::uint32_t code, const std::string& path);

}  // namespace certlift::disk
