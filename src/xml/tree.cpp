#include "xml/tree.h"

#include <utility>

namespace certlift::xml {

std::expected<Tree, std::size_t> Tree::grow(std::string_view text, Outline outline) {
  auto decoded = read_again(text, outline);
  if (!decoded) return std::unexpected(decoded.error());
  Tree tree;
  tree.text_ = text;
  tree.outline_ = std::move(outline);
  tree.decoded_ = *std::move(decoded);
  return tree;
}

Offset Tree::first_child(std::size_t index) const {
  return element(index).last_child == no_element ? no_element : narrow(index + 1);
}

Attribute Tree::attribute(std::size_t number) const {
  const AttributeParts& parts = outline_.attributes[number];
  const Quote quote = text_[parts.quoted().begin] == '"' ? Quote::twice : Quote::single;
  return {parts.name().of(text_), value(number), parts.name(), parts.value(), quote};
}

std::optional<std::size_t> Tree::find_attribute(std::size_t element, std::string_view name) const {
  std::size_t number = outline_.elements[element].first_attribute;
  for (const AttributeParts& parts : outline_.attributes_of(element)) {
    if (parts.name().of(text_) == name) return number;
    ++number;
  }
  return std::nullopt;
}

std::string_view Tree::value(std::size_t attribute) const {
  return decoded_.of(attribute).value_or(outline_.attributes[attribute].value().of(text_));
}

}  // namespace certlift::xml
