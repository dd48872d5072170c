#include "xml/characters.h"

#include <algorithm>
#include <cstring>

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
  mark("<&", stops_text | stops_single_value | stops_double_value);
  mark("]", stops_text);
  mark("'", stops_single_value);
  mark("\"", stops_double_value);
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

struct Decoded {
  char32_t code = 0;
  std::size_t size = 0;  ///< 0: not UTF-8
};

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

Decoded decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t index = 1; index < size; ++index) {
    if (!continues(text, at + index)) return {};
    code = (code << 6U) | (static_cast<unsigned char>(text[at + index]) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {code, size};
}

/// Whether the eight bytes are all printable ASCII.
bool are_plain(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return ((word | (word - 0x2020202020202020U)) & 0x8080808080808080U) == 0;
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
  while (at < text.size()) {
    if (is_a(text[at], at == begin ? name_start_byte : name_byte)) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) break;
    const Decoded next = decode(text, at);
    const bool starts = is_in(name_start_ranges, next.code);
    if (next.size == 0 || !(starts || (at != begin && is_in(further_name_ranges, next.code)))) break;
    at += next.size;
  }
  return at;
}

std::size_t skip_white(std::string_view text, std::size_t at) {
  while (at < text.size() && is_white(text[at])) ++at;
  return at;
}

std::size_t skip_white_back(std::string_view text, std::size_t at, std::size_t floor) {
  while (at > floor && is_white(text[at - 1])) --at;
  return at;
}

std::optional<BadCharacter> first_bad_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= 8 && are_plain(text.data() + at)) {
      at += 8;
      continue;
    }
    const Decoded next = decode(text, at);
    if (next.size == 0) return BadCharacter{at, std::nullopt};
    if (!is_character(next.code)) return BadCharacter{at, next.code};
    at += next.size;
  }
  return std::nullopt;
}

std::string describe(const BadCharacter& bad) {
  if (!bad.code) return "the file is not in UTF-8 here; save it as UTF-8";
  return "the character " + hexadecimal(*bad.code) + " must not stand in XML; remove it";
}

}  // namespace certlift::xml
