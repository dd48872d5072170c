#pragma once

#include "xml/strict.h"
#include "xml/tree.h"

#include <span>
#include <string>
#include <string_view>

namespace certlift::xml {

/// What indent_unit() (rewrite.h) answers, in one pass.
std::string find_indent_unit(std::string_view text, std::span<const ElementSpans> elements, const Tree& tree);

}  // namespace certlift::xml
