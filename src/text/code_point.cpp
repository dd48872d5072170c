#include "text/code_point.h"

#include "text/block.h"

namespace certlift::text {
namespace {

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

bool continues_at(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t index = 1; index < size; ++index) {
    if (!continues_at(text, at + index)) return {};
    code = (code << 6U) | (static_cast<unsigned char>(text[at + index]) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {code, size};
}

std::size_t find_invalid_utf8(std::string_view text) {
  const auto non_ascii = [](auto block) { return block.non_ascii(); };
  for (std::size_t at = 0;;) {
    at = find_stop<FastBlock>(text, at, non_ascii);
    for (; at < text.size() && !is_ascii(text[at]);) {
      const std::size_t size = code_point_at(text, at).size;
      if (size == 0) return at;
      at += size;
    }
    if (at == text.size()) return at;
  }
}

}  // namespace certlift::text
