#pragma once

#include "text/diff.h"

#include <string>
#include <string_view>
#include <vector>

/// The difference of two texts as values, for all who show it.
namespace certlift::render {

enum class Secrets { masked, shown };
enum class Certificates { whole, shortened };

struct DifferenceLine {
  char mark;         ///< '-', '+' or ' '
  std::string text;  ///< with its line end, if it has one
};

/// Changes that are near to each other, with up to three lines around.
struct Hunk {
  text::LineChange range;
  std::vector<DifferenceLine> lines = {};
  std::string heading =
      {};  ///< why it is changed, in one line; a patch has it behind the range, and ignores it
};

struct Difference {
  std::string path = {};
  std::vector<std::string> notices = {};  ///< what is not shown as it is
  std::vector<Hunk> hunks = {};
};

/// Line ends are part of the lines, so that a difference of any kind of file can be applied.
/// Masked, the lines that differ are still those that really differ, but every secret in them is hidden (see
/// mask.h). If there was one to hide, a notice says so, and that this difference cannot be applied.
/// Certificates are shortened (see shorten.h) but where that would make lines equal that differ; if one was,
/// a notice says that, too.
Difference difference_of(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets, const std::vector<text::LineChange>& changes,
                         Certificates certificates = Certificates::whole);

/// `@@ -12,3 +12,4 @@`
std::string range_of(const Hunk& hunk);

}  // namespace certlift::render
