#include "text/declared_encoding.h"

#include <algorithm>

namespace certlift::text {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(blanks, at), text.size());
}

char small(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, small, small);
}

bool is_of_a_name(char byte) {
  const char letter = small(byte);
  return (letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' ||
         byte == '.';
}

}  // namespace

std::optional<Span> declared_encoding(std::string_view text) {
  constexpr std::string_view start = "<?xml", word = "encoding";
  constexpr std::size_t longest_name = 40;
  if (!text.starts_with(start)) return std::nullopt;
  const std::string_view declaration = text.substr(0, text.find("?>"));
  const std::size_t found = declaration.find(word);
  if (found == std::string_view::npos || !blanks.contains(declaration[found - 1])) return std::nullopt;
  const std::size_t equals = skip_blanks(declaration, found + word.size());
  const std::size_t quote = skip_blanks(declaration, equals + 1);
  if (quote == declaration.size() || declaration[equals] != '=') return std::nullopt;
  if (declaration[quote] != '"' && declaration[quote] != '\'') return std::nullopt;
  const std::size_t end = declaration.find(declaration[quote], quote + 1);
  if (end == std::string_view::npos || end - quote > longest_name + 1) return std::nullopt;
  const Span name{quote + 1, end};
  if (name.empty() || !std::ranges::all_of(name.of(text), is_of_a_name)) return std::nullopt;
  return name;
}

bool can_be_in(std::string_view declared, Encoding encoding, Bom bom) {
  const bool is_utf16 = same_letters(declared, "utf-16");
  if (encoding != Encoding::utf8) return is_utf16;
  return bom == Bom::present ? same_letters(declared, "utf-8") : !is_utf16;
}

}  // namespace certlift::text
