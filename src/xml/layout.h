#pragma once

#include "xml/outline.h"

#include <span>
#include <string>
#include <string_view>

namespace certlift::xml {

/// What indent_unit() (rewrite.h) answers, in one pass.
std::string find_indent_unit(std::string_view text, std::span<const ElementParts> elements);

}  // namespace certlift::xml
