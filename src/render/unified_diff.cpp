#include "render/unified_diff.h"

#include <algorithm>
#include <array>

namespace certlift::render {
namespace {

/// A name as `diff` writes it: in quotes if it would be misread otherwise.
std::string quoted_name(std::string_view path) {
  const bool is_odd =
      std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"'; });
  if (!is_odd) return std::string(path) + (path.find(' ') != std::string_view::npos ? "\t" : "");
  std::string quoted = "\"";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      const std::array digits{'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8),
                              static_cast<char>('0' + byte % 8)};
      quoted.append(digits.begin(), digits.end());
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// At least what their text takes.
std::size_t size_of(std::span<const Hunk> hunks) {
  std::size_t size = 0;
  for (const Hunk& hunk : hunks) {
    size += range_of(hunk).size() + hunk.heading.size() + 2;
    for (const DifferenceLine& line : hunk.lines) size += line.text.size() + 1;
  }
  return size;
}

void append_hunks(std::span<const Hunk> hunks, std::string& text) {
  text.reserve(text.size() + size_of(hunks));
  for (const Hunk& hunk : hunks) {
    text += range_of(hunk) + (hunk.heading.empty() ? "" : " ") + hunk.heading + "\n";
    for (const DifferenceLine& line : hunk.lines) {
      text += line.mark;
      text += line.text;
      if (!line.text.ends_with('\n')) text += "\n\\ No newline at end of file\n";
    }
  }
}

}  // namespace

std::string unified_hunks(std::span<const Hunk> hunks) {
  std::string text;
  append_hunks(hunks, text);
  return text;
}

std::string unified_diff(const Difference& difference) {
  if (difference.hunks.empty()) return {};
  std::string text;
  for (const std::string& notice : difference.notices) text += "# " + notice + "\n";
  const std::string name = quoted_name(difference.path);
  text.append("--- ").append(name).append("\n+++ ").append(name).append("\n");
  append_hunks(difference.hunks, text);
  return text;
}

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets) {
  return unified_diff(path, before, after, secrets,
                      text::diff_lines(text::split_lines(before), text::split_lines(after)));
}

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets, const std::vector<text::LineChange>& changes,
                         Certificates certificates) {
  return unified_diff(difference_of(path, before, after, secrets, changes, certificates));
}

}  // namespace certlift::render
