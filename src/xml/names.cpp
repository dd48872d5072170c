#include "xml/names.h"

#include "text/code_point.h"

#include <algorithm>
#include <array>

namespace certlift::xml {
namespace {

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

}  // namespace

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

}  // namespace certlift::xml
