#include "text/declared_encoding.h"

#include <algorithm>

namespace certlift::text {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(blanks, at), text.size());
}

bool is_of_a_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
         byte == '-' || byte == '_' || byte == '.';
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

}  // namespace certlift::text
