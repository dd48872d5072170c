#pragma once

#include "text/edit.h"

#include <optional>
#include <string_view>

namespace certlift::text {

/// The name of the encoding that a text says it is in (`<?xml … encoding="NAME"?>`); nothing if it says none,
/// or nothing that could be a name. The text may still be bytes, of any encoding in which ASCII characters
/// are the bytes that they are in UTF-8. Source: XML 1.0, appendix F.
std::optional<Span> declared_encoding(std::string_view text);

}  // namespace certlift::text
