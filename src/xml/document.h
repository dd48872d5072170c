#pragma once

#include "base/result.h"
#include "text/edit.h"
#include "text/lines.h"

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::xml {

using text::Position;
using text::Span;

class Document;

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

enum class NodeKind { element, comment, text, cdata, instruction };

/// An element as it stands in the file. A cheap handle, valid as long as its Document; a default one is
/// "none".
class Element {
 public:
  Element() = default;

  explicit operator bool() const { return document_ != nullptr; }
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
  Element next_sibling() const;
  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view name) const;
  /// The first child of that name (names are case-sensitive, as IIS reads them), or none.
  Element child(std::string_view name) const;

  std::vector<Attribute> attributes() const;
  std::optional<Attribute> attribute(std::string_view name) const;
  /// The decoded value of an attribute, if it is there.
  std::optional<std::string_view> value(std::string_view name) const;

  /// The comment that stands directly above: the previous sibling is a comment and no blank line, text or
  /// other node is between. Several comments directly above each other are one span. Nothing if there is
  /// none.
  std::optional<Span> comment_above() const;

  /// Whether it holds a node of that kind as a direct child (text: other than white space).
  bool holds(NodeKind kind) const;

  const Document& document() const { return *document_; }

 private:
  friend class Document;
  Element(const Document* document, std::size_t index) : document_(document), index_(index) {}
  const Document* document_ = nullptr;
  std::size_t index_ = 0;
};

/// A direct child of an element other than an element, in document order with the elements around it.
struct Node {
  NodeKind kind;
  Span span;
  Element element;  ///< for NodeKind::element
};

/// A parsed text that knows where each of its names and values stands in its bytes.
///
/// Reads XML 1.0 strictly (see strict.h): what it accepts, IIS's own reader accepts. Moves, but does not
/// copy.
class Document {
 public:
  /// Errors: not_understood, with line and column (and, for an element that is never closed, where it was
  /// opened). `path` is only used in messages.
  static Result<Document> parse(std::string text, std::string path = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  std::string_view text() const;
  const std::string& path() const;
  Element root() const;
  Position position(std::size_t offset) const;
  /// "12", "12:3" or "path:12:3" are the caller's business; this is `path:line` for messages, or `line N`
  /// without path.
  std::string place(std::size_t offset) const;

  /// The direct children of an element, comments and text included (white space between them left out).
  std::vector<Node> nodes(Element parent) const;

  /// Every comment, CDATA section and attribute value (with quotes) that starts inside `range`, in order:
  /// where white space is content and must not be touched.
  std::vector<Span> verbatim(Span range) const;

 private:
  friend class Element;
  struct Impl;
  explicit Document(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace certlift::xml
