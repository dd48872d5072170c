#include "xml/characters.h"
#include "xml/cursor.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace certlift::xml {
namespace {

/// The value of a hexadecimal digit, or something larger than any.
int digit_value(char byte) {
  const int letter = (byte | 0x20) - 'a';
  if (byte >= '0' && byte <= '9') return byte - '0';
  return letter >= 0 && letter < 6 ? letter + 10 : 99;
}

bool read_character_reference(Cursor& cursor, std::size_t begin) {
  constexpr std::uint32_t beyond_all = 0x110000;
  const std::uint32_t base = cursor.take("x") ? 16 : 10;
  const std::string_view text = cursor.text();
  std::uint32_t code = 0;
  std::size_t at = cursor.at();
  for (; at < text.size() && digit_value(text[at]) < static_cast<int>(base); ++at) {
    code = std::min(code * base + static_cast<std::uint32_t>(digit_value(text[at])), beyond_all);
  }
  const bool has_digits = at != cursor.at();
  cursor.move_to(at);
  if (!has_digits || !cursor.take(";")) return cursor.fail(begin, "'&' must be written as &amp;");
  if (is_character(code)) return true;
  return cursor.fail(begin, "this reference names a character that XML does not allow; remove it");
}

}  // namespace

bool read_reference(Cursor& cursor) {
  constexpr std::array<std::string_view, 5> known{"amp", "lt", "gt", "quot", "apos"};
  const std::size_t begin = cursor.at();
  cursor.move_to(begin + 1);
  if (cursor.take("#")) return read_character_reference(cursor, begin);
  const std::string_view name = cursor.take_name();
  if (name.empty() || !cursor.take(";")) return cursor.fail(begin, "'&' must be written as &amp;");
  if (std::ranges::find(known, name) != known.end()) return true;
  return cursor.fail(
      begin,
      "this entity is not defined (XML has amp, lt, gt, quot and apos); '&' itself is written as &amp;");
}

}  // namespace certlift::xml
