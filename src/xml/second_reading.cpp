#include "xml/second_reading.h"

#include "base/memory.h"
#include "xml/characters.h"

#include <pugixml.hpp>

#include <algorithm>
#include <cstring>
#include <functional>
#include <iterator>
#include <memory>
#include <utility>

namespace certlift::xml {
namespace {

constexpr unsigned int options =
    pugi::parse_default | pugi::parse_comments | pugi::parse_pi | pugi::parse_declaration;

pugi::xml_node element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

/// Goes through pugixml's tree and what strict() found side by side. pugixml parses in place: each name and
/// value is kept, and ended by a zero byte, at the place in `scratch` at which it stands in `text`.
class Comparison {
 public:
  Comparison(std::string_view text, std::string_view scratch, const Outline& outline)
      : text_(text), scratch_(scratch), outline_(outline) {}

  /// The first element that is not the same.
  std::optional<std::size_t> difference(const pugi::xml_document& document);
  DecodedValues take_decoded() { return std::move(decoded_); }

 private:
  bool agrees(const pugi::xml_node& node, std::size_t index, Offset parent);
  bool is_last(Offset element) const;
  bool tag_agrees(pugi::xml_attribute attribute, std::size_t index);
  bool tag_ends(const ElementParts& element, std::size_t behind) const;
  bool value_agrees(const char* value, std::size_t attribute);
  bool is_at(const char* found, std::size_t offset) const { return found == scratch_.data() + offset; }
  bool holds(std::size_t begin, std::size_t end) const;
  bool is_elsewhere(const char* found) const;
  bool is_quoted(Span raw) const;

  std::string_view text_;
  std::string_view scratch_;
  const Outline& outline_;
  DecodedValues decoded_;
};

/// Whether the bytes of [begin, end), which no zero byte is among, have been kept as they are, and end there.
bool Comparison::holds(std::size_t begin, std::size_t end) const {
  return end < scratch_.size() && scratch_[end] == '\0' &&
         std::memcmp(scratch_.data() + begin, text_.data() + begin, end - begin) == 0;
}

/// pugixml may keep empty values outside of what it parses.
bool Comparison::is_elsewhere(const char* found) const {
  return std::less<>()(found, scratch_.data()) || !std::less<>()(found, scratch_.data() + scratch_.size());
}

/// Whether it is what stands between two quotes of one kind.
bool Comparison::is_quoted(Span raw) const {
  const char quote = text_[raw.begin - 1];
  return text_.find(quote, raw.begin) == raw.end;
}

bool Comparison::value_agrees(const char* value, std::size_t attribute) {
  const Span raw = outline_.attributes[attribute].value();
  const bool is_kept = is_at(value, raw.begin);
  if (is_kept && holds(raw.begin, raw.end)) return true;
  if (!is_quoted(raw)) return false;
  if (!is_kept) return raw.empty() && *value == '\0' && is_elsewhere(value);
  if (raw.of(text_).find_first_of("&\t\r\n") == std::string_view::npos) return false;
  decoded_.add(attribute, outline_.attributes.size(), value);
  return true;
}

bool Comparison::tag_agrees(pugi::xml_attribute attribute, std::size_t index) {
  const ElementParts& element = outline_.elements[index];
  std::size_t number = element.first_attribute, behind = element.name_end;
  for (const AttributeParts& found : outline_.attributes_of(index)) {
    if (!is_at(attribute.name(), found.name_begin) || !holds(found.name_begin, found.name_end)) return false;
    if (!value_agrees(attribute.value(), number++)) return false;
    behind = found.quoted().end;
    attribute = attribute.next_attribute();
  }
  return !attribute && tag_ends(element, behind);
}

/// Whether the start tag ends at `behind`.
bool Comparison::tag_ends(const ElementParts& element, std::size_t behind) const {
  std::size_t last = skip_white(text_, behind);
  if (last < text_.size() && text_[last] == '/') ++last;
  return last < text_.size() && text_[last] == '>' && last + 1 == element.start_tag_end;
}

bool Comparison::agrees(const pugi::xml_node& node, std::size_t index, Offset parent) {
  if (index == outline_.elements.size()) return false;
  const ElementParts& element = outline_.elements[index];
  const Span inside = parent == no_element ? Span{0, text_.size()} : outline_.elements[parent].inner();
  return element.parent == parent && inside.contains(element.span()) &&
         is_at(node.name(), element.name().begin) && holds(element.name().begin, element.name_end) &&
         tag_agrees(node.first_attribute(), index);
}

/// Whether `element` is the last of its parent's children.
bool Comparison::is_last(Offset element) const {
  const ElementParts& parts = outline_.elements[element];
  const bool is_root = parts.parent == no_element;
  return parts.next_sibling == no_element &&
         (is_root || outline_.elements[parts.parent].last_child == element);
}

std::optional<std::size_t> Comparison::difference(const pugi::xml_document& document) {
  const std::vector<ElementParts>& elements = outline_.elements;
  const auto next_element = [&](std::size_t index) { return std::min(index, elements.size() - 1); };
  pugi::xml_node node = element_from(document.first_child());
  Offset parent = no_element;
  std::size_t index = 0;
  while (node) {
    if (!agrees(node, index, parent)) return next_element(index);
    Offset at = narrow(index++);
    const pugi::xml_node child = element_from(node.first_child());
    if (!child != (elements[at].last_child == no_element)) return next_element(index);
    if (child) {
      parent = at;
      node = child;
      continue;
    }
    pugi::xml_node next = element_from(node.next_sibling());
    while (!next && parent != no_element) {
      if (!is_last(at)) return next_element(index);
      node = node.parent();
      next = element_from(node.next_sibling());
      at = std::exchange(parent, elements[parent].parent);
    }
    if (next ? elements[at].next_sibling != index : !is_last(at)) return next_element(index);
    node = next;
  }
  if (index == elements.size()) return std::nullopt;
  return index;
}

}  // namespace

void DecodedValues::add(std::size_t index, std::size_t count, std::string_view value) {
  differs_.resize(count);
  differs_[index] = true;
  text_.append(value);
  values_.push_back({narrow(index), text_.size()});
}

std::optional<std::string_view> DecodedValues::of(std::size_t index) const {
  if (differs_.empty() || !differs_[index]) return std::nullopt;
  const auto found = std::ranges::lower_bound(values_, index, {}, &Value::attribute);
  const std::size_t begin = found == values_.begin() ? 0 : std::prev(found)->end;
  return std::string_view(text_).substr(begin, found->end - begin);
}

std::expected<DecodedValues, std::size_t> read_again(std::string_view text, const Outline& outline) {
  const auto scratch = std::make_unique_for_overwrite<char[]>(text.size());
  std::memcpy(scratch.get(), text.data(), text.size());
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer_inplace(scratch.get(), text.size(), options, pugi::encoding_utf8);
  if (parsed.status == pugi::status_out_of_memory) fail_for_lack_of_memory();
  if (!parsed) return std::unexpected(static_cast<std::size_t>(parsed.offset));
  Comparison comparison(text, {scratch.get(), text.size()}, outline);
  if (const auto index = comparison.difference(document))
    return std::unexpected(outline.elements[*index].begin);
  return comparison.take_decoded();
}

}  // namespace certlift::xml
