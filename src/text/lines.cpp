#include "text/lines.h"

#include <algorithm>
#include <optional>

namespace certlift::text {
namespace {

constexpr std::size_t mark_distance = 1024;

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t characters_starting_in(std::string_view bytes) {
  return static_cast<std::size_t>(std::ranges::count_if(bytes, starts_character));
}

/// Goes from line end to line end, over what is between at the speed of memchr().
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text), cr_(find('\r', 0)) {}

  /// The next line end: LF, CRLF or a lone CR.
  std::optional<Span> next() {
    const std::size_t lf = find_lf_before_cr();
    const std::size_t begin = std::min(lf, cr_);
    if (begin == text_.size()) return std::nullopt;
    const bool is_pair = begin == cr_ && begin + 1 < text_.size() && text_[begin + 1] == '\n';
    at_ = begin + (is_pair ? 2 : 1);
    if (begin == cr_) cr_ = find('\r', at_);
    return Span{begin, at_};
  }

 private:
  /// Not further than the CR: what is behind it is looked at later, once.
  std::size_t find_lf_before_cr() const {
    const std::size_t found = text_.substr(0, cr_).find('\n', at_);
    return found == std::string_view::npos ? text_.size() : found;
  }
  std::size_t find(char byte, std::size_t from) const {
    return std::min(text_.find(byte, from), text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t cr_;  ///< the first one from at_ on
};

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}

bool ends_line(char byte) {
  return byte == '\n' || byte == '\r';
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), line_starts_{0} {
  LineEnds ends(text);
  while (const auto end = ends.next()) line_starts_.push_back(end->end);
  for (std::size_t index = 0; index < line_starts_.size(); ++index) {
    const Span whole = line(index);
    Mark mark{whole.begin, 1};
    while (whole.end - mark.offset > mark_distance) {
      mark.column += characters_starting_in(text.substr(mark.offset + 1, mark_distance));
      mark.offset += mark_distance;
      marks_.push_back(mark);
    }
  }
}

Position LineIndex::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t index = line_of(offset);
  Mark from{line_starts_[index], 1};
  const auto next = std::ranges::upper_bound(marks_, offset, {}, &Mark::offset);
  if (next != marks_.begin() && std::prev(next)->offset > from.offset) from = *std::prev(next);
  if (from.offset == offset) return {index + 1, from.column};
  const std::size_t behind = characters_starting_in(text_.substr(from.offset + 1, offset - from.offset));
  return {index + 1, from.column + behind + (offset == text_.size() ? 1 : 0)};
}

Span LineIndex::line(std::size_t index) const {
  return {line_starts_[index], index + 1 < line_starts_.size() ? line_starts_[index + 1] : text_.size()};
}

std::size_t LineIndex::line_of(std::size_t offset) const {
  const auto next = std::ranges::upper_bound(line_starts_, offset);
  return static_cast<std::size_t>(next - line_starts_.begin()) - 1;
}

std::string_view line_end_of(std::string_view text) {
  std::size_t lf = 0;
  std::size_t crlf = 0;
  std::size_t cr = 0;
  LineEnds ends(text);
  while (const auto end = ends.next()) ++(end->size() == 2 ? crlf : text[end->begin] == '\n' ? lf : cr);
  if (cr > lf && cr > crlf) return "\r";
  return crlf > lf ? "\r\n" : "\n";
}

Indent indent_at(std::string_view text, std::size_t offset) {
  std::size_t begin = offset;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  if (begin > 0 && !ends_line(text[begin - 1])) return {{offset, offset}, false};
  return {{begin, offset}, true};
}

}  // namespace certlift::text
