#include "xml/characters.h"
#include "xml/names.h"
#include "xml/namespaces.h"
#include "xml/reader.h"
#include "xml/scan.h"
#include "xml/tags.h"

#include <algorithm>
#include <utility>

namespace certlift::xml {
namespace {

std::size_t value_stop(std::string_view text, std::size_t at, char quote) {
  return quote == '"' ? text::find_stop<text::FastBlock>(text, at, ValueStops<'"'>())
                      : text::find_stop<text::FastBlock>(text, at, ValueStops<'\''>());
}

}  // namespace

std::string_view Reader::take_name() {
  const std::string_view text = cursor_.text();
  const std::size_t begin = cursor_.at(), end = plain_name_end(text, begin);
  const bool goes_on = end != text.size() && is_a(text[end], not_plain_in_names);
  if (!goes_on) cursor_.move_to(end);
  const std::string_view name = goes_on ? cursor_.take_name() : piece(begin, end);
  if (goes_on || name == "xmlns") touches_namespaces_ = touches_namespaces_ || touches_namespaces(name);
  return name;
}

/// About the tag being read: `before` and `behind` stand around its name.
bool Reader::fail_in_tag(std::string_view before, std::string_view behind) {
  const ElementParts& element = outline_.elements.back();
  const std::string tag = tag_of(element.name().of(cursor_.text()));
  if (cursor_.at_end()) return cursor_.fail_cut("the tag " + tag, element.begin);
  return cursor_.fail(cursor_.at(), std::string(before).append(tag).append(behind));
}

/// About the value that the quote at `begin` opens: it has not ended yet.
bool Reader::fail_in_value(std::size_t begin) {
  const std::string_view text = cursor_.text();
  const std::string value = "the value of '" + shown(outline_.attributes.back().name().of(text)) + "' on " +
                            tag_of(outline_.elements.back().name().of(text));
  if (cursor_.at_end()) return cursor_.fail_cut(value, begin);
  return cursor_.fail(cursor_.at(), value + " holds '<': write it as &lt;, or close the quote that " +
                                        cursor_.place(begin) + " opens");
}

bool Reader::read_value() {
  const std::string_view text = cursor_.text();
  const std::size_t begin = cursor_.at();
  const char quote = text[begin];
  for (std::size_t at = begin + 1;;) {
    at = value_stop(text, at, quote);
    cursor_.move_to(at);
    if (at == text.size() || text[at] == '<') return fail_in_value(begin);
    if (text[at] == quote) break;
    if (!read_reference(cursor_)) return false;
    at = cursor_.at();
  }
  outline_.attributes.back().value_begin = narrow(begin + 1);
  outline_.attributes.back().value_end = narrow(cursor_.at());
  cursor_.move_to(cursor_.at() + 1);
  return true;
}

bool Reader::read_attribute() {
  const std::size_t begin = cursor_.at();
  const std::string_view name = take_name();
  if (name.empty()) return fail_in_tag("", " is not closed: '>' or '/>' must come here, or an attribute");
  cursor_.take_white();
  if (!cursor_.take('=')) return fail_in_tag("an attribute of ", " has no '=' and no value");
  cursor_.take_white();
  if (cursor_.peek() != '"' && cursor_.peek() != '\'')
    return fail_in_tag("an attribute of ", " has a value that does not stand in quotes");
  outline_.attributes.push_back({narrow(begin), narrow(begin + name.size()), 0, 0});
  return read_value();
}

bool Reader::read_attributes() {
  const std::size_t first = outline_.attributes.size();
  bool apart = cursor_.take_white();
  while (!cursor_.ends_tag()) {
    if (!apart) return fail_in_tag("in ", ", white space, '>' or '/>' must come here");
    if (!read_attribute()) return false;
    apart = cursor_.take_white();
  }
  return outline_.attributes.size() < first + 2 || check_names(first);
}

/// Of the attributes from number `first` on.
bool Reader::check_names(std::size_t first) {
  const std::string_view text = cursor_.text();
  const auto repeated = first_repeated(text, std::span(outline_.attributes).subspan(first));
  if (!repeated) return true;
  return cursor_.fail(repeated->begin, "attribute '" + shown(repeated->of(text)) + "' is there twice on " +
                                           tag_of(outline_.elements.back().name().of(text)));
}

Offset Reader::add_element(std::size_t begin, std::size_t name_end) {
  const Offset index = narrow(outline_.elements.size());
  const Offset attribute = narrow(outline_.attributes.size());
  outline_.elements.push_back({narrow(begin), narrow(name_end), 0, 0, 0, attribute, open_});
  if (!in_element()) return index;
  const Offset previous = std::exchange(outline_.elements[open_].last_child, index);
  if (previous != no_element) outline_.elements[previous].next_sibling = index;
  return index;
}

bool Reader::read_start_tag() {
  const std::size_t begin = cursor_.at();
  cursor_.move_to(begin + 1);
  if (cursor_.at_end()) return cursor_.fail_cut("a tag", begin);
  touches_namespaces_ = false;
  const std::string_view name = take_name();
  if (name.empty()) return cursor_.fail(begin, "'<' must be written as &lt; where it begins no tag");
  if (!in_element() && !outline_.elements.empty()) {
    return cursor_.fail(
        begin, tag_of(name) + " stands after the end of the root element; a file has one root element");
  }
  const Offset index = add_element(begin, cursor_.at());
  if (!read_attributes()) return false;
  if (touches_namespaces_) qualified_.push_back(index);
  const bool closes = cursor_.take('/');
  cursor_.take('>');
  ElementParts& element = outline_.elements[index];
  element.start_tag_end = element.end_tag_begin = element.end = narrow(cursor_.at());
  if (!closes) open_ = index;
  return true;
}

/// `</name>` of the open element, as it is nearly always written.
bool Reader::take_plain_end_tag() {
  const std::string_view name = name_of(open_);
  const std::size_t name_begin = cursor_.at() + 2, end = name_begin + name.size();
  if (end >= cursor_.text().size() || cursor_.text()[end] != '>' || piece(name_begin, end) != name)
    return false;
  cursor_.move_to(end + 1);
  return true;
}

bool Reader::close_element(std::size_t end_tag) {
  ElementParts& element = outline_.elements[open_];
  element.end_tag_begin = narrow(end_tag);
  element.end = narrow(cursor_.at());
  open_ = element.parent;
  return true;
}

bool Reader::read_end_tag() {
  const std::size_t begin = cursor_.at();
  if (in_element() && take_plain_end_tag()) return close_element(begin);
  cursor_.take("</");
  const std::string_view name = cursor_.take_name();
  if (cursor_.at_end()) return cursor_.fail_cut("an end tag", begin);
  if (!in_element())
    return cursor_.fail(begin, "the end tag </" + shown(name) + "> closes nothing; remove it");
  if (name != name_of(open_)) {
    const std::size_t opened = outline_.elements[open_].begin;
    return cursor_.fail(begin, "expected </" + shown(name_of(open_)) + "> (opened at " +
                                   cursor_.place(opened) + ") but found </" + shown(name) + ">");
  }
  cursor_.take_white();
  if (cursor_.at_end()) return cursor_.fail_cut("an end tag", begin);
  if (!cursor_.take('>')) return cursor_.fail(cursor_.at(), "'>' is missing in </" + shown(name) + ">");
  return close_element(begin);
}

}  // namespace certlift::xml
