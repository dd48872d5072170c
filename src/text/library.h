#pragma once

#include "base/library.h"

namespace certlift::text {

Library utf8proc_library();
Library utfcpp_library();

}  // namespace certlift::text
