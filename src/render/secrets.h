#pragma once

#include "text/edit.h"

#include <string_view>
#include <vector>

namespace certlift::render {

/// Whether an attribute of that name holds a secret: `password`, `sessionKey`, `validationKey`,
/// `decryptionKey`, `connectionString`, and all that end in one of these, case aside.
bool names_secret(std::string_view name);

/// Where the secrets of an XML text stand, in order, none meeting another: found by the structure around
/// them, whatever they are, also in comments, CDATA sections and text. Rather too many than too few. Any text
/// can be given, also a piece of XML or a broken one. Takes time for the text's length.
std::vector<text::Span> secrets_of(std::string_view text);

}  // namespace certlift::render
