#pragma once

#include "text/edit.h"
#include "text/encoding.h"

#include <optional>
#include <string_view>

namespace certlift::text {

/// The name of the encoding that a text says it is in (`<?xml … encoding="NAME"?>`); nothing if it says none,
/// or nothing that could be a name. The text may still be bytes, of any encoding in which ASCII characters
/// are the bytes that they are in UTF-8. Source: XML 1.0, appendix F.
std::optional<Span> declared_encoding(std::string_view text);

/// Whether bytes in `encoding` can be in the encoding that they say. Which names there are is not its
/// business.
bool can_be_in(std::string_view declared, Encoding encoding, Bom bom);

}  // namespace certlift::text
