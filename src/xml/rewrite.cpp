#include "xml/rewrite.h"

#include "text/lines.h"
#include "xml/characters.h"
#include "xml/strict.h"

#include <algorithm>
#include <cassert>

namespace certlift::xml {
namespace {

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

/// Whether a line ends at `at`, be it with the text.
bool ends_line(std::string_view text, std::size_t at) {
  return at == text.size() || text[at] == '\n' || text[at] == '\r';
}

/// Where the next line begins if one ends at `at`.
std::size_t behind_line_end(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "\r\n") return at + 2;
  return std::min(at + 1, text.size());
}

std::size_t next_line(std::string_view text, std::size_t at) {
  while (!ends_line(text, at)) ++at;
  return behind_line_end(text, at);
}

/// The white space that the line of `offset` begins with.
std::string_view line_indent(const Document& document, std::size_t offset) {
  const std::size_t begin = document.line(offset).begin;
  return document.text().substr(begin, skip_blanks(document.text(), begin) - begin);
}

/// What must be written for `byte` in a value; "" if that is the byte itself.
std::string_view reference_to(char byte, Quote quote) {
  if (byte == '&') return "&amp;";
  if (byte == '<') return "&lt;";
  if (byte == '>') return "&gt;";
  if (byte == '\t') return "&#x9;";
  if (byte == '\n') return "&#xA;";
  if (byte == '\r') return "&#xD;";
  if (byte != static_cast<char>(quote)) return "";
  return quote == Quote::twice ? "&quot;" : "&apos;";
}

std::string attribute_text(const NameValue& attribute, Quote quote) {
  const char mark = static_cast<char>(quote);
  return attribute.name + '=' + mark + escaped(attribute.value, quote) + mark;
}

/// What to write between the attributes of `element` and one more.
std::string_view separator(std::string_view text, const Attributes& present) {
  if (present.empty()) return " ";
  const std::size_t end = present.back().name_span.begin;
  const std::size_t begin = skip_white_back(text, end);
  const std::string_view white = text.substr(begin, end - begin);
  return white.find_first_of("\r\n") == std::string_view::npos ? " " : white;
}

/// The block's text with its edits made.
std::string edited(const Document& document, const Block& block) {
  std::vector<Edit> edits = block.edits;
  for (Edit& edit : edits) {
    assert(block.span.contains(edit.span));
    edit.span.begin -= block.span.begin;
    edit.span.end -= block.span.begin;
  }
  text::EditSet set;
  [[maybe_unused]] const auto added = set.add(edits);
  assert(added);
  return set.apply(block.span.of(document.text()));
}

/// `text` with `to` instead of `from` at the beginning of every line but the first, outside `verbatim`.
std::string reindented(std::string_view text, std::span<const Span> verbatim, std::string_view from,
                       std::string_view to) {
  std::string result;
  std::size_t copied = 0;
  auto next = verbatim.begin();
  for (std::size_t at = next_line(text, 0); at < text.size(); at = next_line(text, at)) {
    next = std::find_if(next, verbatim.end(), [&](Span span) { return span.end > at; });
    const bool inside = next != verbatim.end() && next->begin < at;
    if (inside || ends_line(text, at) || !text.substr(at).starts_with(from)) continue;
    result += text.substr(copied, at - copied);
    result += to;
    copied = at + from.size();
  }
  return result.append(text.substr(copied));
}

bool is_white(std::string_view text, Span span) {
  return skip_white(text.substr(0, span.end), span.begin) == span.end;
}

/// Whether nothing is left of `element` without `removed`, so that it has no meaning any more.
bool is_emptied(Element element, Span removed) {
  if (element.comment_above()) return false;  // it would come to stand above something else
  const std::string_view text = element.document().text();
  if (!is_white(text, {element.inner().begin, removed.begin})) return false;
  if (!is_white(text, {removed.end, element.inner().end})) return false;
  const Attributes attributes = element.attributes();
  if (attributes.empty()) return true;
  return element.name() == "location" && attributes.size() == 1 && attributes.front().name == "path";
}

/// The lines one after another, without indentation and line breaks. Only a comment begins a line: behind
/// something else it would not stand above what it is about.
std::string in_one_line(const Lines& lines, std::string_view line_end) {
  std::string result;
  for (const std::string& line : lines) {
    const std::string_view bare = std::string_view(line).substr(skip_blanks(line, 0));
    if (bare.starts_with("<!--")) result += line_end;
    result += bare.starts_with("<!--") ? std::string_view(line) : bare;
  }
  return result;
}

/// Each of the lines with a line end.
std::string ended(const Lines& lines, std::string_view line_end) {
  std::string result;
  for (const std::string& line : lines) result.append(line).append(line_end);
  return result;
}

/// Fills an element that holds nothing but blanks.
Edit fill(Element element, const Lines& lines) {
  const Document& document = element.document();
  const std::string_view text = document.text();
  const text::Indent indent = text::indent_at(text, element.span().begin);
  const std::string_view line_end = document.layout().line_end;
  const bool spread = indent.alone && !document.layout().one_line;
  std::string content = in_one_line(lines, line_end);
  if (spread) content = std::string(line_end) + ended(lines, line_end) + std::string(indent.span.of(text));
  if (!element.self_closing()) return {element.inner(), std::move(content)};
  const std::size_t end = element.start_tag().end;
  return {{skip_white_back(text, end - 2), end}, ">" + content + "</" + std::string(element.name()) + ">"};
}

/// Whether a start tag ends at `end`.
bool is_behind_start_tag(std::string_view text, std::size_t end) {
  const std::string_view before = text.substr(0, end);
  const std::string_view tag = before.substr(std::min(before.rfind('<'), end));
  const auto ends = [&](std::string_view mark) { return tag.ends_with(mark); };
  return ends(">") && !ends("/>") && !ends("-->") && !ends("?>") && !tag.starts_with("</");
}

/// The end of the comments that stand at `at` on one line.
std::size_t end_of_comments(std::string_view text, std::size_t at) {
  while (text.substr(at).starts_with("<!--")) at = skip_blanks(text, text.find("-->", at + 4) + 3);
  return at;
}

/// Removes an element with comments at `after`, on its line. An empty line keeps them from the next element.
Edit remove_before_comments(const Document& document, Span span, std::size_t after) {
  const std::string_view text = document.text();
  const std::size_t end = end_of_comments(text, after), next = skip_white(text, end);
  const bool comes_first =
      text::indent_at(text, span.begin).alone || is_behind_start_tag(text, skip_white_back(text, span.begin));
  const bool adopted = comes_first && next < text.size() && text[next] == '<' && text[next + 1] != '/';
  if (end == after || !adopted) return {{span.begin, after}, ""};
  const std::string line_end(document.layout().line_end);
  const std::string comments(text.substr(after, end - after));
  return {{span.begin, end}, comments + line_end + (ends_line(text, end) ? "" : line_end)};
}

/// What keeps a comment that ends at `end` from coming to stand directly above a child of `parent` that is
/// inserted `line_ends` line ends behind it.
std::string distance(Element parent, std::size_t end, std::size_t line_ends) {
  std::string result;
  if (parent.document().comment_above(parent, end, line_ends))
    for (; line_ends < 2; ++line_ends) result += parent.document().layout().line_end;
  return result;
}

}  // namespace

std::string escaped(std::string_view value, Quote quote) {
  std::string result;
  result.reserve(value.size());
  for (const char byte : value) {
    const std::string_view reference = reference_to(byte, quote);
    result += reference.empty() ? std::string_view(&byte, 1) : reference;
  }
  return result;
}

std::vector<Edit> set_attributes(Element element, std::span<const NameValue> attributes) {
  const Attributes present = element.attributes();
  const std::string_view between = separator(element.document().text(), present);
  const Quote quote = present.empty() ? Quote::twice : present.back().quote;
  std::vector<Edit> edits;
  std::string added;
  for (const NameValue& wanted : attributes) {
    const auto found = std::ranges::find(present, wanted.name, &Attribute::name);
    if (found == present.end())
      added.append(between).append(attribute_text(wanted, quote));
    else if (const Attribute attribute = *found; attribute.value != wanted.value)
      edits.push_back({attribute.value_span, escaped(wanted.value, attribute.quote)});
  }
  const std::size_t at =
      present.empty() ? element.span().begin + 1 + element.name().size() : present.back().span().end;
  if (!added.empty()) edits.push_back({{at, at}, std::move(added)});
  return edits;
}

Edit remove_attribute(const Document& document, const Attribute& attribute) {
  return {{skip_white_back(document.text(), attribute.name_span.begin), attribute.span().end}, ""};
}

Block block_of(Element element) {
  const Span span = element.span();
  return {{element.comment_above().value_or(span).begin, span.end}, {}};
}

std::string indented(const Document& document, const Block& block, std::string_view indent) {
  std::string text = edited(document, block);
  if (next_line(text, 0) == text.size()) return text;
  const auto outline = strict(text);
  if (!outline) return text;
  return reindented(text, outline->verbatim(), line_indent(document, block.span.begin), indent);
}

Edit remove(const Document& document, Span span, Element parent) {
  const std::string_view text = document.text();
  const text::Indent before = text::indent_at(text, span.begin);
  const std::size_t after = skip_blanks(text, span.end);
  if (parent && before.alone && after == parent.inner().end)
    return {{before.span.begin, after}, std::string(line_indent(document, parent.span().begin))};
  if (!ends_line(text, after)) return remove_before_comments(document, span, after);
  if (!before.alone) return {span, ""};
  return {{before.span.begin, behind_line_end(text, after)}, ""};
}

Edit remove_with_emptied_ancestors(Element element) {
  Span removed = block_of(element).span;
  Element above = element.parent();
  for (bool top = false; !top && above && above.parent() && is_emptied(above, removed);
       above = above.parent()) {
    removed = above.span();
    top = !above.attributes().empty();
  }
  return remove(element.document(), removed, above);
}

std::string child_indent(Element parent) {
  const Document& document = parent.document();
  const std::string_view text = document.text();
  const Span inner = parent.inner();
  const auto alone = [&](std::size_t begin) { return text::indent_at(text, begin).alone; };
  const auto comment = document.comment_ending_at(skip_white_back(text, inner.end, inner.begin));
  if (comment && alone(comment->begin)) return std::string(line_indent(document, comment->begin));
  const Element last = parent.last_child();
  if (last && alone(last.span().begin)) return std::string(line_indent(document, last.span().begin));
  return std::string(line_indent(document, parent.span().begin)) + document.layout().indent_unit;
}

std::string indent_unit(const Document& document) {
  return document.layout().indent_unit;
}

// Inserts behind the last child's line or, on its line, right before the end tag: there no removal of that
// child reaches.
Edit append_lines(Element parent, const Lines& lines) {
  const Document& document = parent.document();
  const std::string_view text = document.text();
  const std::string line_end(document.layout().line_end);
  const Span inner = parent.inner();
  const std::size_t end = skip_white_back(text, inner.end, inner.begin);
  if (const std::size_t after = skip_blanks(text, end); after < inner.end) {
    const std::size_t at = behind_line_end(text, after);
    return {{at, at}, distance(parent, end, 1) + ended(lines, line_end)};
  }
  if (end == inner.begin) return fill(parent, lines);
  if (document.line(inner.begin).contains(inner.end))
    return {{inner.end, inner.end}, distance(parent, end, 0) + in_one_line(lines, line_end)};
  const std::string added = line_end + distance(parent, end, 1) + ended(lines, line_end);
  return {{inner.end, inner.end}, added.substr(0, added.size() - line_end.size())};
}

Edit insert_lines_before(Element element, const Lines& lines) {
  const Document& document = element.document();
  const text::Indent indent = text::indent_at(document.text(), block_of(element).span.begin);
  const std::string_view line_end = document.layout().line_end;
  if (!indent.alone) return {indent.span, in_one_line(lines, line_end)};
  return {{indent.span.begin, indent.span.begin}, ended(lines, line_end)};
}

}  // namespace certlift::xml
