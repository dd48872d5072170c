#include "iis/location.h"

#include <utf8proc.h>

#include <algorithm>

namespace certlift::iis {
namespace {

/// Windows upper-cases one UTF-16 unit by a fixed table, which leaves these alone although Unicode does not.
bool windows_leaves_alone(utf8proc_int32_t character) {
  constexpr utf8proc_int32_t sharp_s = 0xDF, dotless_i = 0x131, long_s = 0x17F;
  return character == sharp_s || character == dotless_i || character == long_s || character > 0xFFFF;
}

/// Whether its segments are joined by `/` already.
bool is_plain(std::string_view path) {
  if (path == "." || path.starts_with('/') || path.ends_with('/')) return false;
  return path.find('\\') == std::string_view::npos && path.find("//") == std::string_view::npos;
}

/// Its segments joined by `/`.
std::string joined(std::string_view path) {
  std::string text;
  bool is_apart = false;
  for (const char c : path) {
    if (c == '/' || c == '\\') {
      is_apart = !text.empty();
      continue;
    }
    if (is_apart) text += '/';
    is_apart = false;
    text += c;
  }
  return text == "." ? std::string() : text;
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  return all < 0x80;
}

char upper_ascii(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string upper_unicode(std::string_view text) {
  std::string upper;
  upper.reserve(text.size());
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(at, left, &character);
    const auto taken = static_cast<std::size_t>(length > 0 ? length : 1);
    if (length <= 0 || windows_leaves_alone(character)) {
      upper.append(reinterpret_cast<const char*>(at), taken);
    } else {
      utf8proc_uint8_t bytes[4];
      const utf8proc_ssize_t size = utf8proc_encode_char(utf8proc_toupper(character), bytes);
      upper.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    }
    at += taken;
    left -= static_cast<utf8proc_ssize_t>(taken);
  }
  return upper;
}

}  // namespace

std::string upper_case(std::string_view text) {
  if (!is_ascii(text)) return upper_unicode(text);
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), upper_ascii);
  return upper;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto [left, right] = std::ranges::mismatch(a, b, [](char one, char other) {
    return is_ascii(one) && is_ascii(other) && upper_ascii(one) == upper_ascii(other);
  });
  if (left == a.end() || right == b.end()) return left == a.end() && right == b.end();
  if (is_ascii(*left) && is_ascii(*right)) return false;
  return upper_case(a) == upper_case(b);
}

LocationPath::LocationPath(std::string_view written)
    : written_(written),
      text_(is_plain(written) ? std::string() : joined(written)),
      is_plain_(is_plain(written)),
      key_(upper_case(text())) {}

std::string path_key(std::string_view written) {
  return upper_case(is_plain(written) ? written : joined(written));
}

bool LocationPath::is_at_or_below(const LocationPath& ancestor) const {
  const std::string& above = ancestor.key_;
  return above.empty() || key_ == above ||
         (key_.size() > above.size() && key_.starts_with(above) && key_[above.size()] == '/');
}

}  // namespace certlift::iis
