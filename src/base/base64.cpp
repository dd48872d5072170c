#include "base/base64.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace certlift {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t no_digit = 0x80000000U;

/// What a byte adds to a group of four digits at one of its places, by place and byte.
constexpr std::array<std::array<std::uint32_t, 256>, 4> make_values() {
  std::array<std::array<std::uint32_t, 256>, 4> values{};
  for (std::size_t place = 0; place < 4; ++place) {
    values[place].fill(no_digit);
    for (std::size_t digit = 0; digit < digits.size(); ++digit)
      values[place][static_cast<unsigned char>(digits[digit])] =
          static_cast<std::uint32_t>(digit << (18 - 6 * place));
  }
  return values;
}
constexpr auto values = make_values();

std::uint32_t value_at(std::string_view text, std::size_t at, std::size_t place) {
  return values[place][static_cast<unsigned char>(text[at])];
}

/// The digits of a group that come first; those behind count as zero.
std::uint32_t group_at(std::string_view text, std::size_t at, std::size_t count) {
  std::uint32_t group = 0;
  for (std::size_t place = 0; place < count; ++place) group |= value_at(text, at + place, place);
  return group;
}

/// Writes the first bytes of a group.
char* write(std::uint32_t group, std::size_t count, char* to) {
  for (std::size_t byte = 0; byte < count; ++byte)
    *to++ = static_cast<char>((group >> (16 - 8 * byte)) & 0xFFU);
  return to;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  const std::size_t padding = text.size() - std::min(text.find_last_not_of('=') + 1, text.size());
  if (padding > 2) return std::nullopt;
  const std::size_t count = text.size() - padding, whole = count / 4 * 4, rest = count - whole;
  std::string bytes(count / 4 * 3 + 3, '\0');
  char* to = bytes.data();
  std::uint32_t all = 0;
  for (std::size_t at = 0; at < whole; at += 4) {
    const std::uint32_t group = group_at(text, at, 4);
    all |= group;
    to = write(group, 3, to);
  }
  const std::uint32_t last = group_at(text, whole, rest);
  if (((all | last) & no_digit) != 0) return std::nullopt;
  if (rest + padding >= 4) to = write(last, rest - 1, to);
  bytes.resize(static_cast<std::size_t>(to - bytes.data()));
  return bytes;
}

std::string encode_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* to = text.data();
  const auto add = [&](std::size_t at, std::size_t count) {
    std::uint32_t group = 0;
    for (std::size_t byte = 0; byte < count; ++byte)
      group |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + byte])) << (16 - 8 * byte);
    for (std::size_t place = 0; place <= count; ++place)
      to[place] = digits[(group >> (18 - 6 * place)) & 63U];
    to += 4;
  };
  const std::size_t rest = bytes.size() % 3, whole = bytes.size() - rest;
  for (std::size_t at = 0; at < whole; at += 3) add(at, 3);
  if (rest > 0) add(whole, rest);
  return text;
}

}  // namespace certlift
