#pragma once

#include "base/result.h"

#include <string>

namespace certlift::disk {

/// What `errno` means for a caller that wanted to read or to write `path`, and what to do about it.
Error read_error(int code, const std::string& path);
Error write_error(int code, const std::string& path);

}  // namespace certlift::disk
