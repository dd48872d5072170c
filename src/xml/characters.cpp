#include "xml/characters.h"

#include "text/code_point.h"
#include "xml/scan.h"

#include <algorithm>

namespace certlift::xml {
namespace {

constexpr std::array<std::uint8_t, 256> classify() {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](std::string_view bytes, int byte_classes_of_them) {
    for (const char byte : bytes) {
      auto& present = classes[static_cast<unsigned char>(byte)];
      present = static_cast<std::uint8_t>(present | byte_classes_of_them);
    }
  };
  mark(" \t\r\n", white_byte);
  mark("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_:", name_start_byte | name_byte);
  mark("0123456789-.", name_byte);
  mark(":", not_plain_in_names);
  for (std::size_t byte = 0x80; byte < classes.size(); ++byte) classes[byte] = not_plain_in_names;
  return classes;
}

std::string hexadecimal(char32_t code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result = "U+";
  for (unsigned shift = 16; shift > 0; shift -= 4) result += digits[(code >> (shift - 4)) & 0xFU];
  return result;
}

}  // namespace

constexpr std::array<std::uint8_t, 256> byte_classes = classify();

bool is_character(char32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

std::size_t skip_white_back(std::string_view text, std::size_t at, std::size_t floor) {
  while (at > floor && is_white(text[at - 1])) --at;
  return at;
}

std::optional<BadCharacter> first_bad_character(std::string_view text) {
  for (std::size_t at = 0;;) {
    at = text::find_stop<text::FastBlock>(text, at, CharacterStops());
    if (at == text.size()) return std::nullopt;
    do {
      const text::CodePoint next = text::code_point_at(text, at);
      if (next.size == 0) return BadCharacter{at, std::nullopt};
      if (!is_character(next.code)) return BadCharacter{at, next.code};
      at += next.size;
    } while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80);
  }
}

std::string describe(const BadCharacter& bad) {
  if (!bad.code) return "the file is not in UTF-8 here; save it as UTF-8";
  return "the character " + hexadecimal(*bad.code) + " must not stand in XML; remove it";
}

}  // namespace certlift::xml
