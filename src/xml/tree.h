#pragma once

#include "xml/element.h"
#include "xml/outline.h"
#include "xml/second_reading.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

namespace certlift::xml {

/// What two readers of a text, who know nothing of each other, agree about. Elements and attributes are
/// counted in document order.
class Tree {
 public:
  Tree() = default;

  /// Holds what strict() found in `text` against what pugixml finds. `text` must outlive the tree. The error
  /// is the place of the first element about which they do not agree byte for byte.
  static std::expected<Tree, std::size_t> grow(std::string_view text, Outline outline);

  const Outline& outline() const { return outline_; }
  const ElementParts& element(std::size_t index) const { return outline_.elements[index]; }
  /// `no_element` if there is none.
  Offset first_child(std::size_t index) const;
  std::string_view name(std::size_t index) const { return element(index).name().of(text_); }

  Attribute attribute(std::size_t number) const;
  /// Which of the attributes of an element has that name.
  std::optional<std::size_t> find_attribute(std::size_t element, std::string_view name) const;
  /// The decoded value.
  std::string_view value(std::size_t attribute) const;

 private:
  std::string_view text_;
  Outline outline_;
  DecodedValues decoded_;
};

}  // namespace certlift::xml
