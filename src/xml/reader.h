#pragma once

#include "xml/cursor.h"
#include "xml/outline.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::xml {

/// One reading of a text of at most `longest_text` bytes, for strict(). Its functions say whether to go on;
/// if not, the cursor holds the fault.
class Reader {
 public:
  explicit Reader(std::string_view text) : cursor_(text) {}

  bool read();
  Fault fault() const;
  Outline take_outline();

 private:
  bool read_text();
  bool read_markup();
  bool read_instruction();
  bool read_comment();
  bool read_cdata();
  bool read_bang();
  bool read_start_tag();
  bool read_attributes();
  bool read_attribute();
  bool read_value();
  bool check_names(std::size_t first);
  bool read_end_tag();
  bool fail_in_tag(std::string_view before, std::string_view behind);
  bool fail_in_value(std::size_t begin);
  bool check_end();
  bool check_namespaces();

  bool in_element() const { return open_ != no_element; }
  std::string_view piece(std::size_t begin, std::size_t end) const {
    return {cursor_.text().data() + begin, end - begin};
  }
  std::string_view name_of(Offset element) const {
    const Span name = outline_.elements[element].name();
    return piece(name.begin, name.end);
  }
  std::string_view take_name();
  Offset add_element(std::size_t begin, std::size_t name_end);
  bool take_plain_end_tag();
  bool close_element(std::size_t end_tag);
  void note_passage(std::size_t begin) { outline_.passages.push_back({narrow(begin), narrow(cursor_.at())}); }

  Cursor cursor_;
  Outline outline_;
  Offset open_ = no_element;         // the innermost element that is open
  bool touches_namespaces_ = false;  // a name of the tag does
  std::vector<Offset> qualified_;    // elements with such a name
};

}  // namespace certlift::xml
