#include "xml/layout.h"

#include "text/lines.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

/// How far each element is indented, if it begins its line: looked at once each, however many children a far
/// indented one has.
class Indents {
 public:
  Indents(std::string_view text, std::span<const ElementParts> elements) : text_(text), elements_(elements) {
    sizes_.reserve(elements.size());
    for (const ElementParts& element : elements) {
      const text::Indent indent = text::indent_at(text, element.begin);
      sizes_.push_back(indent.alone ? narrow(indent.span.size()) : within_line);
    }
  }

  /// By how much an element, not the root, is indented more than its parent, if both begin their lines.
  std::optional<std::string_view> step(std::size_t index) const {
    const std::size_t parent = elements_[index].parent;
    if (sizes_[parent] == within_line || sizes_[index] == within_line) return std::nullopt;
    const std::string_view outer = white_before(parent), inner = white_before(index);
    if (!inner.starts_with(outer)) return std::nullopt;
    return inner.substr(outer.size());
  }

 private:
  static constexpr Offset within_line = std::numeric_limits<Offset>::max();

  std::string_view white_before(std::size_t index) const {
    return {text_.data() + elements_[index].begin - sizes_[index], sizes_[index]};
  }

  std::string_view text_;
  std::span<const ElementParts> elements_;
  std::vector<Offset> sizes_;
};

}  // namespace

std::string find_indent_unit(std::string_view text, std::span<const ElementParts> elements) {
  const Indents indents(text, elements);
  std::map<std::string_view, std::size_t> count_of;
  auto last = count_of.end();  // mostly the one that comes next, too
  std::size_t pairs = 0;
  for (std::size_t index = 1; index < elements.size(); ++index) {
    const auto found = indents.step(index);
    if (!found) continue;
    if (last == count_of.end() || last->first != *found) last = count_of.try_emplace(*found).first;
    ++last->second;
    ++pairs;
  }
  if (pairs == 0) return "    ";
  const std::size_t unindented = std::exchange(count_of[""], 0);
  if (2 * unindented > pairs) return "";
  const auto count = [](const auto& entry) { return entry.second; };
  return std::string(std::ranges::max_element(count_of, {}, count)->first);
}

}  // namespace certlift::xml
