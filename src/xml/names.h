#pragma once

#include "text/block.h"
#include "xml/characters.h"
#include "xml/scan.h"

#include <cstddef>
#include <string_view>

/// Where names end, as XML 1.0 (fifth edition) has them.
namespace certlift::xml {

/// Where the first part without colons of the name that begins at `at` ends, as far as it is ASCII.
inline std::size_t plain_name_end(std::string_view text, std::size_t at) {
  if (at == text.size() || !is_a(text[at], name_start_byte)) return at;
  return text::find_stop<text::FastBlock>(text, at, NameStops());
}

/// Where the name that begins at `at` ends; `at` itself if none does. The text is valid UTF-8.
std::size_t name_end(std::string_view text, std::size_t at);

}  // namespace certlift::xml
