#pragma once

#include "text/edit.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::text {

/// A place as an editor shows it.
struct Position {
  std::size_t line = 1;    ///< 1-based
  std::size_t column = 1;  ///< 1-based, in characters (code points), a tab counts as one
  friend bool operator==(Position, Position) = default;
};

/// Answers "which line and column is this offset?" without counting from the start, also on a file that is
/// one long line. Lines end with LF, CRLF or a lone CR. Keeps a view of the text, which must outlive it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  /// The place of a byte; an offset at or past the end gives the place right after the last character.
  Position position(std::size_t offset) const;

  /// At least one; a line end at the very end of the text starts an empty last line.
  std::size_t line_count() const { return line_count_; }

  /// line_end_of() the text.
  std::string_view line_end() const { return line_end_; }

  /// A line (0-based) with its line end.
  Span line(std::size_t index) const;

  /// The 0-based index of the line an offset stands in.
  std::size_t line_of(std::size_t offset) const;

 private:
  /// Where a byte stands.
  struct Mark {
    std::size_t line;  ///< 0-based
    std::size_t column;
  };

  void mark_line(Span bytes);
  std::size_t line_begin(std::size_t index) const;

  std::string_view text_;
  std::vector<Mark> marks_;  ///< of every so many bytes
  std::size_t line_count_ = 0;
  std::string_view line_end_;
};

/// The line end that most lines of the text have: "\n", "\r\n" or "\r". "\n" if there is none at all, or as
/// many.
std::string_view line_end_of(std::string_view text);

/// The white space (spaces and tabs) between the start of the line and `offset`, if there is nothing else
/// before `offset` on its line; otherwise the empty span at `offset`.
struct Indent {
  Span span;
  bool alone;  ///< nothing but white space stands before `offset` on its line
};
Indent indent_at(std::string_view text, std::size_t offset);

}  // namespace certlift::text
