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

struct Range {
  char32_t first;
  char32_t last;
};

// XML 1.0, fifth edition, productions [4] and [4a], without ASCII.
constexpr std::array<Range, 12> name_start_ranges{{{0xC0, 0xD6},
                                                   {0xD8, 0xF6},
                                                   {0xF8, 0x2FF},
                                                   {0x370, 0x37D},
                                                   {0x37F, 0x1FFF},
                                                   {0x200C, 0x200D},
                                                   {0x2070, 0x218F},
                                                   {0x2C00, 0x2FEF},
                                                   {0x3001, 0xD7FF},
                                                   {0xF900, 0xFDCF},
                                                   {0xFDF0, 0xFFFD},
                                                   {0x10000, 0xEFFFF}}};
constexpr std::array<Range, 3> further_name_ranges{{{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t code) {
  return std::ranges::any_of(ranges, [&](Range range) { return range.first <= code && code <= range.last; });
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

std::size_t name_end(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  at = plain_name_end(text, at);
  while (at < text.size()) {
    if (is_a(text[at], at == begin ? name_start_byte : name_byte)) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) break;
    const text::CodePoint next = text::code_point_at(text, at);
    const bool starts = is_in(name_start_ranges, next.code);
    if (next.size == 0 || !(starts || (at != begin && is_in(further_name_ranges, next.code)))) break;
    at += next.size;
  }
  return at;
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
