#pragma once

#include "base/result.h"
#include "text/edit.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace certlift::xml {

/// Where the parts of one element stand, as strict() found them.
struct ElementSpans {
  text::Span start_tag;
  text::Span end_tag;  ///< empty for `<name … />`
};

/// What strict() learned on its way through the text.
struct Outline {
  std::vector<ElementSpans> elements;  ///< in document order (of their start tags)
  std::vector<text::Span> verbatim;    ///< comments, CDATA sections and quoted attribute values, in order
};

/// Reads the text in linear time, without recursion, and refuses whatever is not well-formed XML 1.0: two
/// attributes of one name, `<` in a value, several roots, text outside the root, bad UTF-8, control
/// characters, undefined entities, character references to what is no character, `--` in a comment, `]]>` in
/// text, names that are none, an `encoding` in the declaration that the text is not in, and what breaks
/// Namespaces in XML 1.0. A DTD is refused too: IIS has no use for one, and what it declares could mean
/// anything. Errors: not_understood with line and
/// column; an element that is never closed, and an end tag of another name, also name the line where the
/// element was opened. No message shows a value.
Result<Outline> strict(std::string_view text);

}  // namespace certlift::xml
