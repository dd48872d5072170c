#pragma once

#include <cstddef>
#include <string_view>

namespace certlift::text {

/// A character of UTF-8.
struct CodePoint {
  char32_t code = 0;
  std::size_t size = 0;  ///< in bytes; 0: this is not UTF-8
};

/// The one that begins at `at`, which is inside the text.
CodePoint code_point_at(std::string_view text, std::size_t at);

/// The first byte that begins no character of UTF-8, or the text's size.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace certlift::text
