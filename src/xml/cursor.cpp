#include "xml/cursor.h"

#include "text/damage.h"
#include "xml/names.h"

#include <algorithm>
#include <utility>

namespace certlift::xml {

bool Cursor::take(std::string_view literal) {
  if (!sees(literal)) return false;
  at_ += literal.size();
  return true;
}

std::string_view Cursor::take_name() {
  const std::size_t begin = std::exchange(at_, name_end(text_, at_));
  return text_.substr(begin, at_ - begin);
}

bool Cursor::take_until(std::string_view literal) {
  const std::size_t found = text_.find(literal, at_);
  at_ = found == std::string_view::npos ? text_.size() : found + literal.size();
  return found != std::string_view::npos;
}

bool Cursor::fail(std::size_t offset, std::string message) {
  fault_ = {offset, std::move(message)};
  return false;
}

bool Cursor::fail_cut(std::string_view what, std::size_t begin) {
  return fail(text_.size(), "the file ends in the middle of " + std::string(what) + ", which began at " +
                                place(begin) + ": " + text::cut_off());
}

std::string Cursor::place(std::size_t offset) const {
  const text::Position position = text::LineIndex(text_).position(offset);
  return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column);
}

std::string shown(std::string_view name) {
  constexpr std::size_t longest = 60;
  if (name.size() <= longest) return std::string(name);
  std::size_t end = longest;
  while ((static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return std::string(name.substr(0, end)) + "...";
}

}  // namespace certlift::xml
