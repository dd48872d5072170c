#include "text/encoding.h"

#include "text/code_point.h"
#include "text/damage.h"
#include "text/declared_encoding.h"
#include "text/lines.h"

#include <utf8/unchecked.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>

namespace certlift::text {
namespace {

using namespace std::string_view_literals;

struct Recognised {
  Encoding encoding;
  Bom bom;
};

std::string_view bom_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16_le:
      return "\xFF\xFE"sv;
    case Encoding::utf16_be:
      return "\xFE\xFF"sv;
    case Encoding::utf8:
      break;
  }
  return "\xEF\xBB\xBF"sv;
}

bool is_utf32(std::string_view bytes) {
  constexpr std::array starts = {"\xFF\xFE\0\0"sv, "\0\0\xFE\xFF"sv, "<\0\0\0"sv, "\0\0\0<"sv};
  return std::ranges::any_of(starts, [&](std::string_view start) { return bytes.starts_with(start); });
}

char16_t unit_at(std::string_view bytes, std::size_t offset, Encoding encoding) {
  const auto first = static_cast<unsigned char>(bytes[offset]);
  const auto second = static_cast<unsigned char>(bytes[offset + 1]);
  return static_cast<char16_t>(encoding == Encoding::utf16_le ? first | second << 8U : second | first << 8U);
}

/// Whether the bytes, read as UTF-16, start with `<` or with white space and `<`.
bool starts_like_xml(std::string_view bytes, Encoding encoding) {
  std::size_t offset = 0;
  const auto unit = [&] { return offset + 1 < bytes.size() ? unit_at(bytes, offset, encoding) : u'\0'; };
  while (unit() == u' ' || unit() == u'\t' || unit() == u'\r' || unit() == u'\n') offset += 2;
  return unit() == u'<';
}

Recognised recognise(std::string_view bytes) {
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16_le, Encoding::utf16_be}) {
    if (bytes.starts_with(bom_of(encoding))) return {encoding, Bom::present};
  }
  for (const Encoding encoding : {Encoding::utf16_le, Encoding::utf16_be}) {
    if (starts_like_xml(bytes, encoding)) return {encoding, Bom::absent};
  }
  return {Encoding::utf8, Bom::absent};
}

std::string hexadecimal(unsigned value, unsigned digits) {
  std::string text = "0x";
  while (digits-- > 0) text += "0123456789ABCDEF"[value >> 4 * digits & 15U];
  return text;
}

/// An error at the place right behind `valid`.
std::unexpected<Error> not_understood(std::string message, std::string_view valid = {}) {
  const Position place = LineIndex(valid).position(valid.size());
  return std::unexpected(Error{ErrorCode::not_understood, std::move(message), {}, place.line, place.column});
}

/// Whether nothing is wrong with the bytes from `at` on but that they end too early.
bool ends_in_a_character(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  const std::size_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  return bytes.size() - at < size && std::ranges::all_of(bytes.substr(at + 1), continues);
}

char small(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, small, small);
}

/// Whether bytes in `encoding` can be in the encoding that they say. Which names there are is not its
/// business.
bool can_be_in(std::string_view declared, Encoding encoding, Bom bom) {
  const bool is_utf16 = same_letters(declared, "utf-16");
  if (encoding != Encoding::utf8) return is_utf16;
  return bom == Bom::present ? same_letters(declared, "utf-8") : !is_utf16;
}

/// Why a text is not UTF-8 at `offset`.
std::unexpected<Error> not_utf8(std::string_view bytes, std::size_t offset) {
  const std::string_view valid = bytes.substr(0, offset);
  if (const auto damage = damage_behind(bytes, offset))
    return not_understood(damage->message, bytes.substr(0, std::min(damage->offset, offset)));
  if (ends_in_a_character(bytes, offset))
    return not_understood("the file ends in the middle of a character: " + cut_off(), valid);
  if (const auto declared = declared_encoding(valid);
      declared && !can_be_in(declared->of(valid), Encoding::utf8, Bom::present))
    return not_understood("the file says it is in '" + std::string(declared->of(valid)) +
                              "', and certlift reads UTF-8 and UTF-16 only; save it as UTF-8, and write "
                              "encoding=\"utf-8\" here",
                          valid.substr(0, declared->begin));
  return not_understood("byte " + hexadecimal(static_cast<unsigned char>(bytes[offset]), 2) +
                            " is not valid UTF-8 here; save the file as UTF-8, if it is the right one",
                        valid);
}

std::u16string units_of(std::string_view bytes, Encoding encoding) {
  std::u16string units;
  units.reserve(bytes.size() / 2);
  for (std::size_t offset = 0; offset + 1 < bytes.size(); offset += 2) {
    units += unit_at(bytes, offset, encoding);
  }
  return units;
}

bool is_high_surrogate(char16_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low_surrogate(char16_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

/// The index of the first surrogate that is not one of a pair.
std::optional<std::size_t> lone_surrogate(std::u16string_view units) {
  for (std::size_t index = 0; index < units.size(); ++index) {
    if (is_low_surrogate(units[index])) return index;
    if (!is_high_surrogate(units[index])) continue;
    if (index + 1 == units.size() || !is_low_surrogate(units[index + 1])) return index;
    ++index;
  }
  return std::nullopt;
}

std::string utf8_of(std::u16string_view units) {
  std::string text;
  text.reserve(units.size());
  utf8::unchecked::utf16to8(units.begin(), units.end(), std::back_inserter(text));
  return text;
}

Result<std::string> utf8_of(std::string_view bytes, Encoding encoding) {
  const std::u16string units = units_of(bytes, encoding);
  if (const auto lone = lone_surrogate(units)) {
    return not_understood(
        "unit " + hexadecimal(units[*lone], 4) + " is half of a UTF-16 character; correct it in an editor",
        utf8_of(std::u16string_view(units).substr(0, *lone)));
  }
  std::string text = utf8_of(units);
  if (bytes.size() % 2 != 0) {
    return not_understood("the UTF-16 text ends in the middle of a character: " + cut_off(), text);
  }
  if (encode(text, encoding, Bom::absent) != bytes) {
    return std::unexpected(Error{ErrorCode::law_broken, "the UTF-16 text would not come back the same"});
  }
  return text;
}

/// No other program would read a file that names another encoding as certlift does.
Result<DecodedText> agreeing(DecodedText read) {
  const std::string_view text = read.text();
  const auto declared = declared_encoding(text);
  if (!declared || can_be_in(declared->of(text), read.encoding, read.bom)) return read;
  const bool is_utf8 = read.encoding == Encoding::utf8;
  const std::string what = is_utf8 && read.bom == Bom::present ? "begins with the byte order mark of UTF-8"
                           : is_utf8                           ? "is in UTF-8"
                                                               : "is in UTF-16";
  return not_understood("the file says it is in '" + std::string(declared->of(text)) + "' but " + what +
                            ", so IIS may not read it; write encoding=\"" + (is_utf8 ? "utf-8" : "utf-16") +
                            "\" here",
                        text.substr(0, declared->begin));
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16_le:
      return "utf-16le";
    case Encoding::utf16_be:
      return "utf-16be";
    case Encoding::utf8:
      break;
  }
  return "utf-8";
}

Result<DecodedText> decode(std::string_view bytes) {
  if (is_utf32(bytes)) return not_understood("the file is in UTF-32; save it as UTF-8");
  const auto [encoding, bom] = recognise(bytes);
  if (bom == Bom::present) bytes.remove_prefix(bom_of(encoding).size());
  if (encoding == Encoding::utf8) {
    const std::size_t invalid = find_invalid_utf8(bytes);
    if (invalid != bytes.size()) return not_utf8(bytes, invalid);
    return agreeing({encoding, bom, bytes, {}});
  }
  Result<std::string> text = utf8_of(bytes, encoding);
  if (!text) return std::unexpected(std::move(text.error()));
  return agreeing({encoding, bom, {}, std::move(*text)});
}

void append_utf8(std::string& text, char32_t character) {
  utf8::unchecked::append(static_cast<std::uint32_t>(character), std::back_inserter(text));
}

std::string with_valid_utf8(std::string_view text) {
  std::string valid;
  utf8::unchecked::replace_invalid(text.begin(), text.end(), std::back_inserter(valid));
  return valid;
}

std::string encode(std::string_view text, Encoding encoding, Bom bom) {
  std::string bytes(bom == Bom::present ? bom_of(encoding) : ""sv);
  if (encoding == Encoding::utf8) {
    bytes += text;
    return bytes;
  }
  std::u16string units;
  units.reserve(text.size());
  utf8::unchecked::utf8to16(text.begin(), text.end(), std::back_inserter(units));
  bytes.reserve(bytes.size() + 2 * units.size());
  for (const char16_t unit : units) {
    const auto low = static_cast<char>(unit & 0xFFU);
    const auto high = static_cast<char>(unit >> 8U);
    bytes += encoding == Encoding::utf16_le ? low : high;
    bytes += encoding == Encoding::utf16_le ? high : low;
  }
  return bytes;
}

}  // namespace certlift::text
