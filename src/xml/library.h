#pragma once

#include "base/library.h"

namespace certlift::xml {

Library pugixml_library();

}  // namespace certlift::xml
