#pragma once

#include "render/mask.h"
#include "text/edit.h"
#include "text/lines.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::render {

/// A line of a file, and a mark for the line below it.
struct SourceLine {
  std::string text;    ///< behind the line's number
  std::string indent;  ///< what stands in front of the mark
  std::string mark;    ///< `^~~~`, under the name of an element
};

/// The lines of a file that something was found on, as they are shown below what is said of it.
class SourceLines {
 public:
  /// Keeps a view of the text.
  explicit SourceLines(std::string_view text);

  /// The line of the element that starts at `offset`; of one that is too long for so many columns the part
  /// around the element. Without secrets and indentation; certificates are shortened.
  SourceLine show(std::size_t offset, std::size_t columns);

 private:
  std::string shown(text::Span part);

  std::string_view text_;
  text::LineIndex lines_;
  std::vector<text::Span> secrets_;
  Mask mask_;
};

}  // namespace certlift::render
