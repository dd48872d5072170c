#include "render/source_lines.h"

#include "render/report.h"
#include "render/secrets.h"
#include "render/shorten.h"
#include "render/wrap.h"

#include <algorithm>

namespace certlift::render {
namespace {

constexpr std::string_view blank_characters = " \t\r\n";
constexpr std::string_view left_out = "...";

/// Behind the name of the element that starts at `offset`.
std::size_t end_of_name(std::string_view text, std::size_t offset) {
  return std::min(text.find_first_of(" \t\r\n/>", offset + 1), text.size());
}

/// Its first characters, in so many columns; with a mark if more follows.
std::string first_columns(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) return std::string(text);
  if (columns <= left_out.size()) return std::string(left_out.substr(0, columns));
  std::size_t end = 0;
  for (std::size_t width = 0; end < text.size(); ++end)
    if (!continues_character(text[end]) && width++ == columns - left_out.size()) break;
  return std::string(text.substr(0, end)).append(left_out);
}

/// Its last characters, in so many columns; with a mark if more stands in front of them.
std::string last_columns(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) return std::string(text);
  if (columns <= left_out.size()) return std::string(left_out.substr(0, columns));
  std::size_t begin = text.size();
  for (std::size_t width = left_out.size(); begin > 0 && width < columns; --begin)
    if (!continues_character(text[begin - 1])) ++width;
  return std::string(left_out).append(text.substr(begin));
}

}  // namespace

SourceLines::SourceLines(std::string_view text) : text_(text), lines_(text), secrets_(secrets_of(text)) {}

/// Tabs are shown as one blank, as they are counted.
std::string SourceLines::shown(text::Span part) {
  std::string line = with_short_certificates(mask_.hide_in_line(text_, part, secrets_));
  std::ranges::replace(line, '\t', ' ');
  return in_one_line(line);
}

SourceLine SourceLines::show(std::size_t offset, std::size_t columns) {
  const std::size_t index = lines_.line_of(offset);
  text::Span line = lines_.line(index);
  const auto is_blank = [&](std::size_t at) { return blank_characters.contains(text_[at]); };
  while (line.begin < offset && is_blank(line.begin)) ++line.begin;
  while (line.end > offset && is_blank(line.end - 1)) --line.end;
  const std::string number = std::to_string(index + 1);
  const std::string margin = "    " + number + " | ";
  const std::size_t room = columns - std::min(columns, margin.size());
  // Where the file is one line, no more of it is looked at than may be shown, and what is hidden or
  // shortened.
  const std::size_t most = 16 * room;
  std::size_t from = offset - std::min(offset - line.begin, most);
  while (from < offset && continues_character(text_[from])) ++from;
  const std::size_t name_end = std::min(end_of_name(text_, offset), line.end);
  std::size_t to = std::min(line.end, name_end + most);
  while (to < line.end && continues_character(text_[to])) ++to;
  const std::string before = last_columns(shown({from, offset}), room / 4);
  const std::string name = first_columns(shown({offset, name_end}), room - width_of(before));
  const std::string rest = first_columns(shown({name_end, to}), room - width_of(before) - width_of(name));
  return {margin + before + name + rest,
          std::string(margin.size() - 2, ' ') + "| " + std::string(width_of(before), ' '),
          "^" + std::string(std::max<std::size_t>(width_of(name), 1) - 1, '~')};
}

}  // namespace certlift::render
