#pragma once

#include "xml/outline.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What there is to know of single tags.
namespace certlift::xml {

/// Of the attributes of one tag, the name that is the first to have been there before.
std::optional<Span> first_repeated(std::string_view text, std::span<const AttributeParts> attributes);

/// The tag of that name, as a message may show it.
std::string tag_of(std::string_view name);

}  // namespace certlift::xml
