#include "xml/strict.h"

#include "text/damage.h"
#include "text/lines.h"
#include "xml/characters.h"
#include "xml/namespaces.h"
#include "xml/reader.h"
#include "xml/scan.h"
#include "xml/tags.h"

#include <optional>
#include <string>
#include <utility>

namespace certlift::xml {
namespace {

bool is_xml_in_any_case(std::string_view name) {
  return name.size() == 3 && (name[0] | 0x20) == 'x' && (name[1] | 0x20) == 'm' && (name[2] | 0x20) == 'l';
}

}  // namespace

bool Reader::read_text() {
  const std::string_view text = cursor_.text();
  std::size_t at = cursor_.at();
  if (!in_element()) {
    at = skip_white(text, at);
    cursor_.move_to(at);
    if (cursor_.at_end() || text[at] == '<') return true;
    if (at == skip_white(text, 0))
      return cursor_.fail(at,
                          "the file begins with text, not with '<', so it is no XML; is it the right one?");
    return cursor_.fail(at, outline_.elements.empty() ? "there is text before the root element; remove it"
                                                      : "there is text after the root element; remove it");
  }
  at = text::find_stop<text::FastBlock>(text, at, TextStops());
  cursor_.move_to(at);
  if (cursor_.peek() == '<') return true;
  if (cursor_.peek() == '&') return read_reference(cursor_);
  if (cursor_.sees("]]>")) return cursor_.fail(at, "']]>' must be written as ]]&gt; in text");
  if (cursor_.peek() == ']') cursor_.move_to(at + 1);
  return true;
}

bool Reader::read_markup() {
  const std::size_t next = cursor_.at() + 1;
  switch (next < cursor_.text().size() ? cursor_.text()[next] : '\0') {
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
  note_passage(begin);
  return true;
}

bool Reader::read_cdata() {
  const std::size_t begin = cursor_.at();
  if (!in_element()) return cursor_.fail(begin, "a CDATA section must stand inside the root element");
  if (!cursor_.take_until("]]>")) return cursor_.fail_cut("a CDATA section", begin);
  note_passage(begin);
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

bool Reader::check_end() {
  const std::size_t end = cursor_.text().size();
  if (outline_.elements.empty()) return cursor_.fail(end, "the file holds no element");
  if (!in_element()) return true;
  const std::size_t opened = outline_.elements[open_].begin;
  return cursor_.fail(end, "element " + tag_of(name_of(open_)) + " is never closed; it was opened at " +
                               cursor_.place(opened) + ": " + text::cut_off());
}

bool Reader::check_namespaces() {
  auto found = namespace_fault(cursor_.text(), outline_, qualified_);
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

Outline Reader::take_outline() {
  outline_.elements.shrink_to_fit();
  outline_.attributes.shrink_to_fit();
  outline_.passages.shrink_to_fit();
  return std::move(outline_);
}

Result<Outline> strict(std::string_view text) {
  if (text.size() > longest_text)
    return std::unexpected(
        Error{ErrorCode::not_understood,
              "the text is longer than 4 GiB, the most that certlift can read; is it the right file?"});
  Reader reader(text);
  if (reader.read()) return reader.take_outline();
  Fault fault = reader.fault();
  const text::Position position = text::LineIndex(text).position(fault.offset);
  return std::unexpected(
      Error{ErrorCode::not_understood, std::move(fault.message), {}, position.line, position.column});
}

}  // namespace certlift::xml
