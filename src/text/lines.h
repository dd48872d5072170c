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

/// Answers "which line and column is this offset?" in logarithmic time, also on a file that is one long line.
/// Lines end with LF, CRLF or a lone CR. Keeps a view of the text, which must outlive it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  /// The place of a byte; an offset at or past the end gives the place right after the last character.
  Position position(std::size_t offset) const;

  /// At least one; a line end at the very end of the text starts an empty last line.
  std::size_t line_count() const { return line_starts_.size(); }

  /// A line (0-based) with its line end.
  Span line(std::size_t index) const;

  /// The 0-based index of the line an offset stands in.
  std::size_t line_of(std::size_t offset) const;

 private:
  struct Mark {
    std::size_t offset;
    std::size_t column;
  };
  std::string_view text_;
  std::vector<std::size_t> line_starts_;
  std::vector<Mark> marks_;  ///< every so many bytes inside long lines
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
