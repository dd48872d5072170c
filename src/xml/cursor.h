#pragma once

#include "text/edit.h"
#include "text/lines.h"
#include "xml/characters.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace certlift::xml {

/// Why a text is refused, and where.
struct Fault {
  std::size_t offset = 0;
  std::string message;
};

/// A place in a text that moves forward, and the fault that stopped it.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == text_.size(); }
  /// The byte here; at the end the zero byte, which no XML text holds.
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool sees(std::string_view literal) const { return text_.substr(at_, literal.size()) == literal; }
  /// Whether `>` or `/>` stands here.
  bool ends_tag() const {
    return peek() == '>' || (peek() == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == '>');
  }
  /// Whether the text ends before `literal` could be complete here.
  bool ends_within(std::string_view literal) const {
    return text_.size() - at_ < literal.size() && literal.starts_with(text_.substr(at_));
  }

  void move_to(std::size_t offset) { at_ = offset; }
  /// Moves over `literal` if it stands here.
  bool take(std::string_view literal);
  bool take(char byte) {
    const bool is_there = !at_end() && text_[at_] == byte;
    at_ += is_there ? 1 : 0;
    return is_there;
  }
  /// Moves over white space; whether there was any.
  bool take_white() {
    const std::size_t begin = std::exchange(at_, skip_white(text_, at_));
    return at_ != begin;
  }
  /// Moves over the name here; empty if there is none.
  std::string_view take_name();
  /// Moves behind the next `literal`, or to the end: whether it is there.
  bool take_until(std::string_view literal);

  /// Always false, so that a reader can return it.
  bool fail(std::size_t offset, std::string message);
  /// fail(), at the end of the text: "the file ends in the middle of `what`, which began at …", and
  /// where a whole one may be.
  bool fail_cut(std::string_view what, std::size_t begin);
  /// What fail() was told.
  const Fault& fault() const { return fault_; }

  /// "line 12, column 3".
  std::string place(std::size_t offset) const;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  Fault fault_;
};

/// A name as a message may show it: not too long.
std::string shown(std::string_view name);

/// Reads `<?xml … ?>`, the cursor being at its start, and refuses an encoding that the text is not in. False:
/// see fault().
bool read_declaration(Cursor& cursor);

/// Reads `&…;`, the cursor being at the `&`. False: see fault().
bool read_reference(Cursor& cursor);

}  // namespace certlift::xml
