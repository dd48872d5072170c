#pragma once

#include "xml/cursor.h"
#include "xml/outline.h"

#include <optional>
#include <span>
#include <string_view>

namespace certlift::xml {

/// Whether a name has a prefix or declares a namespace. Most configurations have no such name.
inline bool touches_namespaces(std::string_view name) {
  return name.contains(':') || name == "xmlns";
}

/// What breaks Namespaces in XML 1.0 (third edition) first in a text that is well-formed otherwise: a name
/// with a colon too many, a prefix that is declared nowhere around it or declared as nothing, a reserved
/// prefix or namespace, two attributes of one name under different prefixes. `tags`: which of the elements
/// have a name that touches_namespaces(), in order; only they are read, each once.
std::optional<Fault> namespace_fault(std::string_view text, const Outline& outline,
                                     std::span<const Offset> tags);

}  // namespace certlift::xml
