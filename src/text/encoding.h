#pragma once

#include "base/result.h"

#include <concepts>
#include <string>
#include <string_view>

namespace certlift::text {

enum class Encoding { utf8, utf16_le, utf16_be };
enum class Bom { absent, present };

/// "utf-8", "utf-16le", "utf-16be".
std::string_view name_of(Encoding encoding);

/// A file's content as UTF-8 without BOM, and what is needed to write it back.
struct DecodedText {
  Encoding encoding = Encoding::utf8;
  Bom bom = Bom::absent;
  std::string_view behind_bom;  ///< of UTF-8: a view of the bytes
  std::string converted;        ///< of UTF-16

  std::string_view text() const { return encoding == Encoding::utf8 ? behind_bom : converted; }
};

/// Recognises UTF-8 and UTF-16 (LE, BE), each with and without BOM (without one by the zero bytes around the
/// first `<`), and proves that encode() gives the same bytes again. Refuses, with a place, what is not valid
/// in its encoding, UTF-32, what would not come back the same, and an XML declaration that names another
/// encoding than the bytes are in. The bytes must outlive what is returned.
Result<DecodedText> decode(std::string_view bytes);
template <std::same_as<std::string> Passing>
Result<DecodedText> decode(Passing&& bytes) = delete;

/// `text` (valid UTF-8) in that encoding, with or without BOM.
std::string encode(std::string_view text, Encoding encoding, Bom bom);

/// Puts a character behind UTF-8.
void append_utf8(std::string& text, char32_t character);

/// `text` with U+FFFD in place of what is not UTF-8: the name of a file can be anything.
std::string with_valid_utf8(std::string_view text);

}  // namespace certlift::text
