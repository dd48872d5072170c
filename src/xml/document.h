#pragma once

#include "base/result.h"
#include "xml/element.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::xml {

/// How the elements of a document are laid out over its lines.
struct Layout {
  std::string_view line_end;  ///< "\n", "\r\n" or "\r": what most of its lines end with
  bool one_line = false;      ///< it has no line end at all
  std::string indent_unit;    ///< see indent_unit() in rewrite.h
};

/// A parsed text that knows where each of its names and values stands in its bytes.
///
/// Reads XML 1.0 strictly (see strict.h): what it accepts, IIS's own reader accepts. Moves, but does not
/// copy.
class Document {
 public:
  /// Parses what stands behind the first `before` bytes, which are a byte order mark. Errors: not_understood,
  /// with line and column (and, for an element that is never closed, where it was opened). `path` is only
  /// used in messages.
  static Result<Document> parse(std::string bytes, std::string path = {}, std::size_t before = 0);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  std::string_view text() const;
  std::string_view bytes() const;  ///< the text and what stands before it
  const std::string& path() const;
  const Layout& layout() const;
  Element root() const;
  Position position(std::size_t offset) const;
  /// `path:line` for messages, or `line N` without a path.
  std::string place(std::size_t offset) const;

  /// The line that `offset` stands in, with its line end.
  Span line(std::size_t offset) const;

  /// The direct children of an element, comments and text included (white space between them left out).
  std::vector<Node> nodes(Element parent) const;

  /// The element whose `<` stands at `offset`, or none.
  Element element_at(std::size_t offset) const;
  /// All comments, in order.
  std::vector<Span> comments() const;
  /// The comment whose last byte stands right before `offset`.
  std::optional<Span> comment_ending_at(std::size_t offset) const;
  /// What Element::comment_above() would be of a child of `parent` that begins `line_ends` line ends behind
  /// `end`, where no white space stands before `end`.
  std::optional<Span> comment_above(Element parent, std::size_t end, std::size_t line_ends) const;

 private:
  explicit Document(std::unique_ptr<Parsed> parsed);
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace certlift::xml
