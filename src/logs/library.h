#pragma once

#include "base/library.h"

namespace certlift::logs {

Library zlib_library();

}  // namespace certlift::logs
