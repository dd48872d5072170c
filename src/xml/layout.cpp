#include "xml/layout.h"

#include "text/lines.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

/// By how much an element is indented more than its parent, if both begin their lines.
std::optional<std::string_view> step(std::string_view text, text::Indent parent, text::Indent child) {
  if (!parent.alone || !child.alone) return std::nullopt;
  const std::string_view outer = parent.span.of(text);
  const std::string_view inner = child.span.of(text);
  if (!inner.starts_with(outer)) return std::nullopt;
  return inner.substr(outer.size());
}

}  // namespace

std::string find_indent_unit(std::string_view text, std::span<const ElementSpans> elements,
                             const Tree& tree) {
  std::vector<text::Indent> indents;  // looked at once each, however many children a far indented one has
  indents.reserve(elements.size());
  for (const ElementSpans& element : elements) {
    indents.push_back(text::indent_at(text, element.start_tag.begin));
  }
  std::map<std::string_view, std::size_t> count_of;
  std::size_t pairs = 0;
  for (std::size_t index = 1; index < elements.size(); ++index) {
    const auto found = step(text, indents[tree.place(index).parent], indents[index]);
    if (!found) continue;
    ++count_of[*found];
    ++pairs;
  }
  if (pairs == 0) return "    ";
  const std::size_t unindented = std::exchange(count_of[""], 0);
  if (2 * unindented > pairs) return "";
  const auto count = [](const auto& entry) { return entry.second; };
  return std::string(std::ranges::max_element(count_of, {}, count)->first);
}

}  // namespace certlift::xml
