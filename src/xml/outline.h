#pragma once

#include "text/edit.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// What strict() learns on its way through a text. There is one record of each element and attribute, so
/// their size is what a document takes in memory.
namespace certlift::xml {

using text::Span;

/// A place in a text, or a number of elements or attributes.
using Offset = std::uint32_t;
inline constexpr std::size_t longest_text = std::numeric_limits<Offset>::max();
inline constexpr Offset no_element = std::numeric_limits<Offset>::max();  ///< each takes more than one byte

/// Of something that stands in a text of at most `longest_text` bytes.
constexpr Offset narrow(std::size_t offset) {
  return static_cast<Offset>(offset);
}

/// An attribute as the bytes have it.
struct AttributeParts {
  Offset name_begin, name_end;
  Offset value_begin, value_end;  ///< of the raw value, between the quotes

  Span name() const { return {name_begin, name_end}; }
  Span value() const { return {value_begin, value_end}; }
  Span quoted() const { return {value_begin - std::size_t{1}, value_end + std::size_t{1}}; }
};

/// An element: where its parts stand in the text, and where it stands among the others.
struct ElementParts {
  Offset begin;  ///< of its `<`, right behind which is its name
  Offset name_end;
  Offset start_tag_end;
  Offset end_tag_begin, end;  ///< both start_tag_end for `<name … />`
  Offset first_attribute;     ///< how many attributes stand before it
  Offset parent = no_element, last_child = no_element, next_sibling = no_element;

  Span name() const { return {begin + std::size_t{1}, name_end}; }
  Span start_tag() const { return {begin, start_tag_end}; }
  Span end_tag() const { return {end_tag_begin, end}; }
  Span inner() const { return {start_tag_end, end_tag_begin}; }
  Span span() const { return {begin, end}; }
};

/// A comment or a CDATA section.
struct Passage {
  Offset begin, end;
  Span span() const { return {begin, end}; }
};

struct Outline {
  std::vector<ElementParts> elements;  ///< in document order (of their start tags), as all
  std::vector<AttributeParts> attributes;
  std::vector<Passage> passages;

  std::span<const AttributeParts> attributes_of(std::size_t element) const {
    const bool is_last = element + 1 == elements.size();
    const std::size_t end = is_last ? attributes.size() : elements[element + 1].first_attribute;
    return {attributes.data() + elements[element].first_attribute, attributes.data() + end};
  }

  /// Comments, CDATA sections and quoted values, in order.
  std::vector<Span> verbatim() const;
};

}  // namespace certlift::xml
