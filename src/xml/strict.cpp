#include "xml/strict.h"

#include "text/damage.h"
#include "text/lines.h"
#include "xml/characters.h"
#include "xml/cursor.h"
#include "xml/namespaces.h"
#include "xml/tags.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace certlift::xml {
namespace {

bool is_xml_in_any_case(std::string_view name) {
  return name.size() == 3 && (name[0] | 0x20) == 'x' && (name[1] | 0x20) == 'm' && (name[2] | 0x20) == 'l';
}

/// One reading of a text. Its functions say whether to go on; if not, the cursor holds the fault.
class Reader {
 public:
  explicit Reader(std::string_view text) : cursor_(text) {}

  bool read();
  Fault fault() const;
  Outline take_outline() { return std::move(outline_); }

 private:
  struct Open {
    std::size_t element;
    std::string_view name;
  };

  bool read_text();
  bool read_markup();
  bool read_instruction();
  bool read_comment();
  bool read_cdata();
  bool read_bang();
  bool read_start_tag();
  bool read_attributes(std::size_t begin, std::string_view element);
  bool read_attribute(std::size_t tag_begin, std::string_view element);
  bool read_value(std::string_view element, std::string_view name);
  bool read_end_tag();
  bool fail_in_tag(std::size_t tag_begin, std::string_view element, std::string message);
  bool check_end();
  bool check_namespaces();

  Cursor cursor_;
  Outline outline_;
  std::vector<std::size_t> qualified_;  // elements with a name that touches namespaces
  std::vector<Open> open_;
  std::vector<std::string_view> names_;  // of the attributes of one tag; kept for its memory
};

bool Reader::read_text() {
  const std::string_view text = cursor_.text();
  std::size_t at = cursor_.at();
  if (open_.empty()) {
    at = skip_white(text, at);
    cursor_.move_to(at);
    if (cursor_.at_end() || text[at] == '<') return true;
    if (at == skip_white(text, 0))
      return cursor_.fail(at,
                          "the file begins with text, not with '<', so it is no XML; is it the right one?");
    return cursor_.fail(at, outline_.elements.empty() ? "there is text before the root element; remove it"
                                                      : "there is text after the root element; remove it");
  }
  while (at < text.size() && !is_a(text[at], stops_text)) ++at;
  cursor_.move_to(at);
  if (cursor_.peek() == '&') return read_reference(cursor_);
  if (cursor_.sees("]]>")) return cursor_.fail(at, "']]>' must be written as ]]&gt; in text");
  if (cursor_.peek() == ']') cursor_.move_to(at + 1);
  return true;
}

bool Reader::read_markup() {
  const std::string_view rest = cursor_.text().substr(cursor_.at(), 2);
  switch (rest.size() == 2 ? rest[1] : '\0') {
    case '/':
      return read_end_tag();
    case '!':
      return read_bang();
    case '?':
      return read_instruction();
    default:
      return read_start_tag();
  }
}

bool Reader::read_instruction() {
  const std::size_t begin = cursor_.at();
  cursor_.take("<?");
  const std::string_view target = cursor_.take_name();
  if (begin == 0 && target == "xml") {
    cursor_.move_to(0);
    return read_declaration(cursor_);
  }
  if (target == "xml") {
    return cursor_.fail(begin, "the XML declaration must stand at the very beginning of the file");
  }
  if (is_xml_in_any_case(target)) return cursor_.fail(begin, "'<?xml' must be written in small letters");
  if (cursor_.ends_within("?>")) return cursor_.fail_cut("an instruction ('<?')", begin);
  if (target.empty()) return cursor_.fail(begin, "'<?' must be followed by a name");
  if (target.contains(':')) return cursor_.fail(begin, "the name behind '<?' must not hold a colon");
  if (!cursor_.take_white() && !cursor_.sees("?>")) {
    return cursor_.fail(cursor_.at(), "white space must follow <?" + shown(target));
  }
  return cursor_.take_until("?>") || cursor_.fail_cut("an instruction ('<?')", begin);
}

bool Reader::read_comment() {
  const std::size_t begin = cursor_.at();
  cursor_.take("<!--");
  if (!cursor_.take_until("--") || cursor_.at_end()) return cursor_.fail_cut("a comment", begin);
  if (!cursor_.take(">"))
    return cursor_.fail(cursor_.at() - 2,
                        "'--' must not stand in a comment; the comment began at " + cursor_.place(begin));
  outline_.verbatim.push_back({begin, cursor_.at()});
  return true;
}

bool Reader::read_cdata() {
  const std::size_t begin = cursor_.at();
  if (open_.empty()) return cursor_.fail(begin, "a CDATA section must stand inside the root element");
  if (!cursor_.take_until("]]>")) return cursor_.fail_cut("a CDATA section", begin);
  outline_.verbatim.push_back({begin, cursor_.at()});
  return true;
}

bool Reader::read_bang() {
  if (cursor_.sees("<!--")) return read_comment();
  if (cursor_.sees("<![CDATA[")) return read_cdata();
  const std::size_t begin = cursor_.at();
  if (cursor_.ends_within("<!--") || cursor_.ends_within("<![CDATA[") || cursor_.ends_within("<!DOCTYPE")) {
    return cursor_.fail_cut("a tag", begin);
  }
  if (cursor_.sees("<!DOCTYPE")) {
    return cursor_.fail(begin, "the file has a DOCTYPE, which no IIS configuration needs; remove it");
  }
  return cursor_.fail(begin, "'<!' begins neither a comment nor a CDATA section");
}

bool Reader::fail_in_tag(std::size_t tag_begin, std::string_view element, std::string message) {
  if (cursor_.at_end()) return cursor_.fail_cut("the tag " + tag_of(element), tag_begin);
  return cursor_.fail(cursor_.at(), std::move(message));
}

bool Reader::read_value(std::string_view element, std::string_view name) {
  const std::string_view text = cursor_.text();
  const std::size_t begin = cursor_.at();
  const char quote = text[begin];
  const ByteClass stops = quote == '"' ? stops_double_value : stops_single_value;
  const auto value = [&] { return "the value of '" + shown(name) + "' on " + tag_of(element); };
  for (std::size_t at = begin + 1;;) {
    while (at < text.size() && !is_a(text[at], stops)) ++at;
    cursor_.move_to(at);
    if (cursor_.at_end()) return cursor_.fail_cut(value(), begin);
    if (text[at] == quote) break;
    if (text[at] == '<') {
      return cursor_.fail(at, value() + " holds '<': write it as &lt;, or close the quote that " +
                                  cursor_.place(begin) + " opens");
    }
    if (!read_reference(cursor_)) return false;
    at = cursor_.at();
  }
  cursor_.take(text.substr(begin, 1));
  outline_.verbatim.push_back({begin, cursor_.at()});
  return true;
}

bool Reader::read_attribute(std::size_t tag_begin, std::string_view element) {
  const std::string_view name = cursor_.take_name();
  if (name.empty())
    return fail_in_tag(tag_begin, element,
                       tag_of(element) + " is not closed: '>' or '/>' must come here, or an attribute");
  cursor_.take_white();
  if (!cursor_.take("="))
    return fail_in_tag(tag_begin, element, "an attribute of " + tag_of(element) + " has no '=' and no value");
  cursor_.take_white();
  if (cursor_.peek() != '"' && cursor_.peek() != '\'') {
    return fail_in_tag(tag_begin, element,
                       "an attribute of " + tag_of(element) + " has a value that does not stand in quotes");
  }
  names_.push_back(name);
  return read_value(element, name);
}

bool Reader::read_attributes(std::size_t begin, std::string_view element) {
  names_.clear();
  bool apart = cursor_.take_white();
  while (cursor_.peek() != '>' && !cursor_.sees("/>")) {
    if (!apart)
      return fail_in_tag(begin, element,
                         "in " + tag_of(element) + ", white space, '>' or '/>' must come here");
    if (!read_attribute(begin, element)) return false;
    apart = cursor_.take_white();
  }
  const auto repeated = first_repeated(names_);
  if (!repeated) return true;
  const auto offset = static_cast<std::size_t>(repeated->data() - cursor_.text().data());
  return cursor_.fail(offset, "attribute '" + shown(*repeated) + "' is there twice on " + tag_of(element));
}

bool Reader::read_start_tag() {
  const std::size_t begin = cursor_.at();
  cursor_.take("<");
  if (cursor_.at_end()) return cursor_.fail_cut("a tag", begin);
  const std::string_view name = cursor_.take_name();
  if (name.empty()) return cursor_.fail(begin, "'<' must be written as &lt; where it begins no tag");
  if (open_.empty() && !outline_.elements.empty()) {
    return cursor_.fail(
        begin, tag_of(name) + " stands after the end of the root element; a file has one root element");
  }
  const std::size_t index = outline_.elements.size();
  outline_.elements.emplace_back();
  if (!read_attributes(begin, name)) return false;
  if (touches_namespaces(name) || std::ranges::any_of(names_, touches_namespaces))
    qualified_.push_back(index);
  const bool closes = cursor_.take("/");
  cursor_.take(">");
  const text::Span end_tag{cursor_.at(), cursor_.at()};
  outline_.elements[index] = {{begin, cursor_.at()}, end_tag};
  if (!closes) open_.push_back({index, name});
  return true;
}

bool Reader::read_end_tag() {
  const std::size_t begin = cursor_.at();
  cursor_.take("</");
  const std::string_view name = cursor_.take_name();
  if (cursor_.at_end()) return cursor_.fail_cut("an end tag", begin);
  if (open_.empty())
    return cursor_.fail(begin, "the end tag </" + shown(name) + "> closes nothing; remove it");
  const Open closed = open_.back();
  if (name != closed.name) {
    const std::size_t opened = outline_.elements[closed.element].start_tag.begin;
    return cursor_.fail(begin, "expected </" + shown(closed.name) + "> (opened at " + cursor_.place(opened) +
                                   ") but found </" + shown(name) + ">");
  }
  cursor_.take_white();
  if (cursor_.at_end()) return cursor_.fail_cut("an end tag", begin);
  if (!cursor_.take(">")) return cursor_.fail(cursor_.at(), "'>' is missing in </" + shown(name) + ">");
  outline_.elements[closed.element].end_tag = {begin, cursor_.at()};
  open_.pop_back();
  return true;
}

bool Reader::check_end() {
  const std::size_t end = cursor_.text().size();
  if (outline_.elements.empty()) return cursor_.fail(end, "the file holds no element");
  if (open_.empty()) return true;
  const std::size_t opened = outline_.elements[open_.back().element].start_tag.begin;
  return cursor_.fail(end, "element " + tag_of(open_.back().name) + " is never closed; it was opened at " +
                               cursor_.place(opened) + ": " + text::cut_off());
}

bool Reader::check_namespaces() {
  auto found = namespace_fault(cursor_.text(), outline_.elements, qualified_);
  return !found || cursor_.fail(found->offset, std::move(found->message));
}

bool Reader::read() {
  if (cursor_.at_end()) return cursor_.fail(0, "the file is empty");
  if (const auto bad = first_bad_character(cursor_.text())) return cursor_.fail(bad->offset, describe(*bad));
  while (!cursor_.at_end()) {
    if (!(cursor_.peek() == '<' ? read_markup() : read_text())) return false;
  }
  return check_end() && check_namespaces();
}

Fault Reader::fault() const {
  if (auto damage = text::damage_behind(cursor_.text(), cursor_.fault().offset))
    return {damage->offset, std::move(damage->message)};
  return cursor_.fault();
}

}  // namespace

Result<Outline> strict(std::string_view text) {
  Reader reader(text);
  if (reader.read()) return reader.take_outline();
  Fault fault = reader.fault();
  const text::Position position = text::LineIndex(text).position(fault.offset);
  return std::unexpected(
      Error{ErrorCode::not_understood, std::move(fault.message), {}, position.line, position.column});
}

}  // namespace certlift::xml
