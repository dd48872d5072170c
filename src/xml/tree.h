#pragma once

#include "xml/element.h"
#include "xml/strict.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pugi {
class xml_attribute;
class xml_document;
class xml_node;
struct xml_node_struct;
}  // namespace pugi

namespace certlift::xml {

/// pugixml's tree of a text, each of its elements, names and values matched with the bytes it was read from.
/// Elements are counted in document order.
class Tree {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// Where an element stands among the others.
  struct Place {
    pugi::xml_node_struct* node;
    std::string_view name;
    std::size_t parent = none;
    std::size_t last_child = none;
    std::size_t next_sibling = none;
  };

  Tree();
  Tree(Tree&&) noexcept;
  Tree& operator=(Tree&&) noexcept;
  ~Tree();

  /// Parses `text`, which strict() has accepted and which must outlive the tree. The error is the place of
  /// the first element about which pugixml and `elements`, what strict() found, do not agree byte for byte.
  static std::expected<Tree, std::size_t> grow(std::string_view text, std::span<const ElementSpans> elements);

  std::size_t size() const { return places_.size(); }
  const Place& place(std::size_t index) const { return places_[index]; }
  std::size_t first_child(std::size_t index) const;

  std::string_view name(std::size_t index) const;
  std::vector<Attribute> attributes(std::size_t index) const;
  std::optional<Attribute> attribute(std::size_t index, std::string_view name) const;
  std::optional<std::string_view> value(std::size_t index, std::string_view name) const;

 private:
  std::optional<std::size_t> disagreement(std::span<const ElementSpans> elements);
  bool agrees(const pugi::xml_node& node, std::size_t parent, std::span<const ElementSpans> elements) const;
  bool tag_agrees(const pugi::xml_node& node, Span tag) const;
  void add(const pugi::xml_node& node, std::size_t parent);
  std::size_t offset_of(const char* in_scratch) const;
  Attribute read(const pugi::xml_attribute& attribute) const;

  std::string_view text_;
  std::unique_ptr<char[]> scratch_;  // pugixml parses in place: names and values point into it
  std::unique_ptr<pugi::xml_document> document_;
  std::vector<Place> places_;
};

}  // namespace certlift::xml
