#include "xml/tags.h"

#include "xml/cursor.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace certlift::xml {
namespace {

/// Takes time for every pair.
std::optional<Span> first_repeated_of_few(std::string_view text, std::span<const AttributeParts> attributes) {
  for (std::size_t index = 1; index < attributes.size(); ++index) {
    const Span name = attributes[index].name();
    for (const AttributeParts& before : attributes.first(index)) {
      if (before.name().size() == name.size() && before.name().of(text) == name.of(text)) return name;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Span> first_repeated(std::string_view text, std::span<const AttributeParts> attributes) {
  constexpr std::size_t few = 8;
  if (attributes.size() <= few) return first_repeated_of_few(text, attributes);
  std::vector<Span> names;
  names.reserve(attributes.size());
  std::ranges::transform(attributes, std::back_inserter(names), &AttributeParts::name);
  std::ranges::sort(names, [&](Span a, Span b) {
    const int order = a.of(text).compare(b.of(text));
    return order != 0 ? order < 0 : a.begin < b.begin;
  });
  std::optional<Span> first;
  for (auto name = std::next(names.begin()); name != names.end(); ++name) {
    if (name->of(text) == std::prev(name)->of(text) && (!first || name->begin < first->begin)) first = *name;
  }
  return first;
}

std::string tag_of(std::string_view name) {
  return std::string("<").append(shown(name)).append(">");
}

}  // namespace certlift::xml
