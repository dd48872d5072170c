#pragma once

#include "base/result.h"
#include "xml/outline.h"

#include <string_view>

namespace certlift::xml {

/// Reads the text in linear time, without recursion, and refuses whatever is not well-formed XML 1.0: two
/// attributes of one name, `<` in a value, several roots, text outside the root, bad UTF-8, control
/// characters, undefined entities, character references to what is no character, `--` in a comment, `]]>` in
/// text, names that are none, an `encoding` in the declaration that the text is not in, and what breaks
/// Namespaces in XML 1.0. A DTD is refused too: IIS has no use for one, and what it declares could mean
/// anything. So is a text of more than `longest_text` bytes. Errors: not_understood with line and
/// column; an element that is never closed, and an end tag of another name, also name the line where the
/// element was opened. No message shows a value.
Result<Outline> strict(std::string_view text);

}  // namespace certlift::xml
