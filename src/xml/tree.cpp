#include "xml/tree.h"

#include "xml/characters.h"
#include "xml/tags.h"

#include <pugixml.hpp>

#include <algorithm>
#include <cassert>
#include <functional>
#include <new>
#include <utility>

namespace certlift::xml {
namespace {

constexpr unsigned int options =
    pugi::parse_default | pugi::parse_comments | pugi::parse_pi | pugi::parse_declaration;

/// Whether `decoded` can be what `raw` means.
bool may_mean(std::string_view raw, std::string_view decoded) {
  return raw == decoded || raw.find_first_of("&\t\r\n") != std::string_view::npos;
}

pugi::xml_node element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

}  // namespace

Tree::Tree() = default;
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;
Tree::~Tree() = default;

/// `none` for what stands elsewhere: pugixml may keep empty values outside of what it parses.
std::size_t Tree::offset_of(const char* in_scratch) const {
  const char* const begin = scratch_.get();
  const bool inside = !std::less<>()(in_scratch, begin) && std::less<>()(in_scratch, begin + text_.size());
  return inside ? static_cast<std::size_t>(in_scratch - begin) : none;
}

bool Tree::tag_agrees(const pugi::xml_node& node, Span tag) const {
  const std::string_view text = text_.substr(0, tag.end);
  const Span name{tag.begin + 1, name_end(text, tag.begin + 1)};
  if (offset_of(node.name()) != name.begin || name.of(text) != node.name()) return false;
  std::size_t at = name.end;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const auto found = attribute_at(text, skip_white(text, at));
    if (!found || offset_of(attribute.name()) != found->name.begin) return false;
    if (found->name.of(text) != attribute.name()) return false;
    const std::size_t value = offset_of(attribute.value());
    if (value != found->value.begin && !(value == none && found->value.empty())) return false;
    if (!may_mean(found->value.of(text), attribute.value())) return false;
    at = found->value.end + 1;
  }
  const std::string_view rest = text.substr(skip_white(text, at));
  return rest == ">" || rest == "/>";
}

bool Tree::agrees(const pugi::xml_node& node, std::size_t parent,
                  std::span<const ElementSpans> elements) const {
  const std::size_t index = places_.size();
  if (index == elements.size()) return false;
  const ElementSpans& element = elements[index];
  const Span inside = parent == none ? Span{0, text_.size()}
                                     : Span{elements[parent].start_tag.end, elements[parent].end_tag.begin};
  return inside.contains(Span{element.start_tag.begin, element.end_tag.end}) &&
         tag_agrees(node, element.start_tag);
}

void Tree::add(const pugi::xml_node& node, std::size_t parent) {
  const std::size_t index = places_.size();
  places_.push_back({node.internal_object(), node.name(), parent});
  if (parent == none) return;
  const std::size_t previous = std::exchange(places_[parent].last_child, index);
  if (previous != none) places_[previous].next_sibling = index;
}

std::optional<std::size_t> Tree::disagreement(std::span<const ElementSpans> elements) {
  pugi::xml_node node = element_from(document_->first_child());
  std::size_t parent = none;
  while (node) {
    const std::size_t index = places_.size();
    if (!agrees(node, parent, elements)) return std::min(index, elements.size() - 1);
    add(node, parent);
    if (const pugi::xml_node child = element_from(node.first_child())) {
      parent = index;
      node = child;
      continue;
    }
    pugi::xml_node next = element_from(node.next_sibling());
    while (!next && parent != none) {
      next = element_from(pugi::xml_node(places_[parent].node).next_sibling());
      parent = places_[parent].parent;
    }
    node = next;
  }
  if (places_.size() == elements.size()) return std::nullopt;
  return places_.size();
}

std::expected<Tree, std::size_t> Tree::grow(std::string_view text, std::span<const ElementSpans> elements) {
  Tree tree;
  tree.text_ = text;
  tree.scratch_ = std::make_unique_for_overwrite<char[]>(text.size());
  std::ranges::copy(text, tree.scratch_.get());
  tree.document_ = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result parsed =
      tree.document_->load_buffer_inplace(tree.scratch_.get(), text.size(), options, pugi::encoding_utf8);
  if (parsed.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!parsed) return std::unexpected(static_cast<std::size_t>(parsed.offset));
  tree.places_.reserve(elements.size());
  if (const auto index = tree.disagreement(elements)) {
    return std::unexpected(elements[*index].start_tag.begin);
  }
  return tree;
}

std::size_t Tree::first_child(std::size_t index) const {
  return places_[index].last_child == none ? none : index + 1;
}

std::string_view Tree::name(std::size_t index) const {
  return places_[index].name;
}

std::optional<std::string_view> Tree::value(std::size_t index, std::string_view name) const {
  for (const pugi::xml_attribute& attribute : pugi::xml_node(places_[index].node).attributes()) {
    if (attribute.name() == name) return attribute.value();
  }
  return std::nullopt;
}

Attribute Tree::read(const pugi::xml_attribute& attribute) const {
  const auto spans = attribute_at(text_, offset_of(attribute.name()));
  assert(spans);  // grow() has seen it
  const Quote quote = text_[spans->value.begin - 1] == '"' ? Quote::twice : Quote::single;
  return {spans->name.of(text_), attribute.value(), spans->name, spans->value, quote};
}

std::vector<Attribute> Tree::attributes(std::size_t index) const {
  std::vector<Attribute> result;
  for (const pugi::xml_attribute& attribute : pugi::xml_node(places_[index].node).attributes()) {
    result.push_back(read(attribute));
  }
  return result;
}

std::optional<Attribute> Tree::attribute(std::size_t index, std::string_view name) const {
  for (const pugi::xml_attribute& attribute : pugi::xml_node(places_[index].node).attributes()) {
    if (attribute.name() == name) return read(attribute);
  }
  return std::nullopt;
}

}  // namespace certlift::xml
