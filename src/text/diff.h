#pragma once

#include "text/edit.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace certlift::text {

/// Lines [before_begin, before_end) of one text became lines [after_begin, after_end) of the other. 0-based;
/// one of the two ranges may be empty.
struct LineChange {
  std::size_t before_begin, before_end;
  std::size_t after_begin, after_end;
  friend bool operator==(const LineChange&, const LineChange&) = default;
};

/// The lines of a text, each with its line end (LF; to `diff` and `patch`, a CR is part of its line).
std::vector<std::string_view> split_lines(std::string_view text);

/// What changed between two lists of lines, in order, as few lines as is feasible. Time grows as the number
/// of lines and of changes, whatever the texts are: where no common line can anchor a large region it is
/// replaced as a whole.
std::vector<LineChange> diff_lines(const std::vector<std::string_view>& before,
                                   const std::vector<std::string_view>& after);

/// What changed between two texts, the second of which is `edits` made to the first: the lines that the edits
/// touch, without those at their ends that stayed the same. A block that was moved shows as that block, where
/// a shortest difference may mix it with what looks alike.
std::vector<LineChange> changed_lines(std::string_view before, std::string_view after, const EditSet& edits);

}  // namespace certlift::text
