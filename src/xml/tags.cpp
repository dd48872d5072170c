#include "xml/tags.h"

#include "xml/characters.h"
#include "xml/cursor.h"

#include <algorithm>

namespace certlift::xml {

std::optional<AttributeSpans> attribute_at(std::string_view whole, std::size_t at) {
  const text::Span name{at, name_end(whole, at)};
  const std::size_t equals = skip_white(whole, name.end);
  const std::size_t quote = equals == whole.size() ? equals : skip_white(whole, equals + 1);
  if (name.empty() || quote == whole.size() || whole[equals] != '=') return std::nullopt;
  if (whole[quote] != '"' && whole[quote] != '\'') return std::nullopt;
  const std::size_t end = whole.find(whole[quote], quote + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return AttributeSpans{name, {quote + 1, end}};
}

std::optional<std::string_view> first_repeated(std::vector<std::string_view>& names) {
  constexpr std::size_t few = 8;
  if (names.size() <= few) {
    for (auto name = names.begin(); name != names.end(); ++name) {
      if (std::find(names.begin(), name, *name) != name) return *name;
    }
    return std::nullopt;
  }
  std::ranges::sort(
      names, [](std::string_view a, std::string_view b) { return a == b ? a.data() < b.data() : a < b; });
  std::optional<std::string_view> first;
  for (auto name = std::next(names.begin()); name != names.end(); ++name) {
    if (*name == *std::prev(name) && (!first || name->data() < first->data())) first = *name;
  }
  return first;
}

std::string tag_of(std::string_view name) {
  return std::string("<").append(shown(name)).append(">");
}

}  // namespace certlift::xml
