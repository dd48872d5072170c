#include "fuzz/support/patch.h"

#include "fuzz/support/require.h"
#include "text/diff.h"

#include <charconv>
#include <cstddef>
#include <vector>

namespace certlift::fuzz {
namespace {

using Lines = std::vector<std::string_view>;

/// The line before which a hunk begins: of `@@ -12,3 +14,2 @@` 11, of `@@ -12,0 +13 @@`, which stands behind
/// line 12, 12.
std::size_t start_of(std::string_view header) {
  std::size_t line = 0;
  const char* const end = header.data() + header.size();
  const auto [rest, error] = std::from_chars(header.data() + 4, end, line);
  require(error == std::errc(), "a hunk says where it begins", header);
  return std::string_view(rest, end).starts_with(",0 ") ? line : line - 1;
}

/// The line of a text that a line of the diff stands for.
std::string line_of(const Lines& diff, std::size_t index) {
  std::string line(diff[index].substr(1));
  if (index + 1 < diff.size() && diff[index + 1].starts_with("\\ ")) line.pop_back();
  return line;
}

}  // namespace

std::string patched(std::string_view text, std::string_view diff) {
  if (diff.empty()) return std::string(text);
  const Lines before = text::split_lines(text), lines = text::split_lines(diff);
  require(lines.size() > 2 && lines[0].starts_with("--- ") && lines[1].starts_with("+++ "),
          "a diff has a head", diff);
  std::string result;
  std::size_t at = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const char mark = lines[i].front();
    if (mark == '@') {
      const std::size_t start = start_of(lines[i]);
      require(at <= start && start <= before.size(), "hunks are in order", diff);
      for (; at < start; ++at) result += before[at];
    } else if (mark == '+') {
      result += line_of(lines, i);
    } else if (mark != '\\') {
      require(at < before.size() && before[at] == line_of(lines, i), "the diff fits the text", diff);
      if (mark == ' ') result += before[at];
      ++at;
    }
  }
  for (; at < before.size(); ++at) result += before[at];
  return result;
}

}  // namespace certlift::fuzz
