#pragma once

#include "text/edit.h"
#include "text/lines.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::xml {

using text::Position;
using text::Span;

class Document;
struct Parsed;

enum class Quote : char { single = '\'', twice = '"' };

/// An attribute as it stands in the file. A cheap handle, valid as long as its Document.
struct Attribute {
  std::string_view name;
  std::string_view value;  ///< decoded: entities resolved, line ends and tabs turned into blanks as XML says
  Span name_span;
  Span value_span;  ///< the raw value between the quotes
  Quote quote;

  /// Name, `=` and quoted value.
  Span span() const { return {name_span.begin, value_span.end + 1}; }
};

/// The attributes of an element, each put together when it is looked at. As cheap a handle as Element.
class Attributes {
 public:
  class Iterator {
   public:
    using value_type = Attribute;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const Parsed* parsed, std::size_t number) : parsed_(parsed), number_(number) {}
    Attribute operator*() const;
    Iterator& operator++() {
      ++number_;
      return *this;
    }
    Iterator operator++(int) { return {parsed_, number_++}; }
    friend bool operator==(Iterator, Iterator) = default;

   private:
    const Parsed* parsed_ = nullptr;
    std::size_t number_ = 0;
  };

  Attributes(const Parsed* parsed, std::size_t first, std::size_t size)
      : parsed_(parsed), first_(first), size_(size) {}
  Iterator begin() const { return {parsed_, first_}; }
  Iterator end() const { return {parsed_, first_ + size_}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Attribute operator[](std::size_t index) const { return *Iterator(parsed_, first_ + index); }
  Attribute front() const { return (*this)[0]; }
  Attribute back() const { return (*this)[size_ - 1]; }

 private:
  const Parsed* parsed_;
  std::size_t first_;
  std::size_t size_;
};

enum class NodeKind { element, comment, text, cdata, instruction };

/// An element as it stands in the file. A cheap handle, valid as long as its Document (also when that moves);
/// a default one is "none".
class Element {
 public:
  Element() = default;

  explicit operator bool() const { return parsed_ != nullptr; }
  friend bool operator==(Element, Element) = default;

  std::string_view name() const;
  Span span() const;       ///< from `<` to the byte after the last `>`
  Span start_tag() const;  ///< `<name …>` or the whole of `<name … />`
  Span end_tag() const;    ///< `</name>`; empty, at the end of span(), for `<name … />`
  Span inner() const;      ///< between start and end tag; empty, at the end of span(), for `<name … />`
  bool self_closing() const;
  Position position() const;  ///< of its `<`

  Element parent() const;  ///< none for the root
  Element first_child() const;
  Element last_child() const;
  Element next_sibling() const;
  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view name) const;
  /// The first child of that name (names are case-sensitive, as IIS reads them), or none.
  Element child(std::string_view name) const;

  Attributes attributes() const;
  std::optional<Attribute> attribute(std::string_view name) const;
  /// The decoded value of an attribute, if it is there.
  std::optional<std::string_view> value(std::string_view name) const;

  /// The comment that stands directly above: the previous sibling is a comment and no blank line, text or
  /// other node is between. Several comments directly above each other are one span. Nothing if there is
  /// none, or if it stands behind something else on a line and so belongs to that.
  std::optional<Span> comment_above() const;

  /// Whether it holds a node of that kind as a direct child (text: other than white space).
  bool holds(NodeKind kind) const;

  const Document& document() const;

 private:
  friend class Document;
  Element(const Parsed* parsed, std::size_t index) : parsed_(parsed), index_(index) {}
  Element at(std::size_t index) const;
  const Parsed* parsed_ = nullptr;
  std::size_t index_ = 0;
};

/// The decoded value of an attribute; empty if it is not there.
std::string text_of(Element element, std::string_view attribute);

/// A direct child of an element, in document order.
struct Node {
  NodeKind kind;
  Span span;        ///< of text: without the white space around it
  Element element;  ///< for NodeKind::element
};

}  // namespace certlift::xml
