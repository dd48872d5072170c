#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What XML 1.0 (fifth edition) says about single characters.
namespace certlift::xml {

/// What an ASCII byte may be; several at once.
enum ByteClass : std::uint8_t {
  white_byte = 1,
  name_start_byte = 2,
  name_byte = 4,
  not_plain_in_names = 8,  ///< `:` and whatever is not ASCII
};

extern const std::array<std::uint8_t, 256> byte_classes;

inline bool is_a(char byte, ByteClass byte_class) {
  return (byte_classes[static_cast<unsigned char>(byte)] & byte_class) != 0;
}

inline bool is_white(char byte) {
  return is_a(byte, white_byte);
}

/// Whether XML 1.0 allows the character in a document at all.
bool is_character(char32_t code);

/// Where `text`, from `at` on, holds something else than white space for the first time, or its size.
inline std::size_t skip_white(std::string_view text, std::size_t at) {
  while (at < text.size() && is_white(text[at])) ++at;
  return at;
}

/// Where the white space before `at` begins, not before `floor`.
std::size_t skip_white_back(std::string_view text, std::size_t at, std::size_t floor = 0);

/// A character that must not be there.
struct BadCharacter {
  std::size_t offset;
  std::optional<char32_t> code;  ///< nothing: the bytes are not UTF-8
};

/// The first character of the text that XML 1.0 does not allow.
std::optional<BadCharacter> first_bad_character(std::string_view text);

/// What to tell a person about it.
std::string describe(const BadCharacter& bad);

}  // namespace certlift::xml
