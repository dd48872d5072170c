#include "text/lines.h"

#include "text/block.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace certlift::text {
namespace {

constexpr std::size_t mark_distance = 512;

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t characters_starting_in(std::string_view bytes) {
  const std::size_t ascii = find_stop<FastBlock>(bytes, 0, [](auto block) { return block.non_ascii(); });
  return ascii + static_cast<std::size_t>(std::ranges::count_if(bytes.substr(ascii), starts_character));
}

/// How many characters begin behind `from`, up to `to`; one begins at the end of the text.
std::size_t characters_between(std::string_view text, std::size_t from, std::size_t to) {
  if (from == to) return 0;
  return characters_starting_in(text.substr(from + 1, to - from)) + (to == text.size() ? 1 : 0);
}

/// Where the line that `at` stands in ends; what follows there begins another.
std::optional<std::size_t> line_end_behind(std::string_view text, std::size_t at) {
  at = find_stop<FastBlock>(text, at,
                            [](auto block) { return block.either(block.equal('\n'), block.equal('\r')); });
  if (at == text.size()) return std::nullopt;
  const bool is_pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
  return at + (is_pair ? 2 : 1);
}

/// How many there are of each kind.
class LineEnds {
 public:
  void count(std::string_view text, Span line) {
    if (text[line.end - 1] == '\r')
      ++cr_;
    else if (line.size() > 1 && text[line.end - 2] == '\r')
      ++crlf_;
    else
      ++lf_;
  }

  std::string_view most() const {
    if (cr_ > lf_ && cr_ > crlf_) return "\r";
    return crlf_ > lf_ ? "\r\n" : "\n";
  }

 private:
  std::size_t lf_ = 0;
  std::size_t crlf_ = 0;
  std::size_t cr_ = 0;
};

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}

bool ends_line(char byte) {
  return byte == '\n' || byte == '\r';
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  marks_.reserve(text.size() / mark_distance + 1);
  LineEnds ends;
  std::size_t begin = 0;
  while (const auto end = line_end_behind(text, begin)) {
    mark_line({begin, *end});
    ends.count(text, {begin, *end});
    begin = *end;
  }
  mark_line({begin, text.size() + 1});
  line_end_ = ends.most();
}

/// Counts a line, and sets the marks that are due in it.
void LineIndex::mark_line(Span bytes) {
  const std::size_t line = line_count_++;
  if (marks_.size() * mark_distance >= bytes.end) return;
  std::size_t column = 1, counted = bytes.begin;
  for (std::size_t at; (at = marks_.size() * mark_distance) < bytes.end; counted = at) {
    column += characters_between(text_, counted, at);
    marks_.push_back({line, column});
  }
}

Position LineIndex::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  Mark mark = marks_[offset / mark_distance];
  std::size_t at = offset - offset % mark_distance;
  const std::string_view seen = text_.substr(0, offset + 1);
  for (auto end = line_end_behind(seen, at); end && *end <= offset; end = line_end_behind(seen, at)) {
    mark = {mark.line + 1, 1};
    at = *end;
  }
  return {mark.line + 1, mark.column + characters_between(text_, at, offset)};
}

std::size_t LineIndex::line_begin(std::size_t index) const {
  const auto behind = std::ranges::lower_bound(marks_, index, {}, &Mark::line);
  if (behind == marks_.begin()) return 0;
  std::size_t at = static_cast<std::size_t>(behind - marks_.begin() - 1) * mark_distance;
  for (std::size_t line = std::prev(behind)->line; line < index; ++line) {
    at = line_end_behind(text_, at).value_or(text_.size());
  }
  return at;
}

Span LineIndex::line(std::size_t index) const {
  return {line_begin(index), index + 1 < line_count_ ? line_begin(index + 1) : text_.size()};
}

std::size_t LineIndex::line_of(std::size_t offset) const {
  return position(offset).line - 1;
}

std::string_view line_end_of(std::string_view text) {
  LineEnds ends;
  std::size_t begin = 0;
  while (const auto end = line_end_behind(text, begin)) {
    ends.count(text, {begin, *end});
    begin = *end;
  }
  return ends.most();
}

Indent indent_at(std::string_view text, std::size_t offset) {
  std::size_t begin = offset;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  if (begin > 0 && !ends_line(text[begin - 1])) return {{offset, offset}, false};
  return {{begin, offset}, true};
}

}  // namespace certlift::text
