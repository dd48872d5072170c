#pragma once

#include "text/edit.h"
#include "xml/document.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Every edit of a document is made here: quotes, escapes, white space, line ends and indentation are nobody
/// else's business. All functions look at the document as it was read; the edits they give are made together.
namespace certlift::xml {

using text::Edit;

/// `value` as it must stand between quotes of that kind.
std::string escaped(std::string_view value, Quote quote);

struct NameValue {
  std::string name;
  std::string value;
};

/// Gives attributes their values: within their own quotes where they are there, else added, in the order
/// given, after the last attribute (or the name), in the quotes the element's other attributes use. An
/// attribute that already has its value is left alone.
std::vector<Edit> set_attributes(Element element, std::span<const NameValue> attributes);

/// Removes the attribute and the white space before it.
Edit remove_attribute(const Document& document, const Attribute& attribute);

/// Bytes of a document on their way to another place.
struct Block {
  Span span;                ///< what moves: an element, with the comment directly above it
  std::vector<Edit> edits;  ///< changes made on the way, inside `span`
};

/// The element and the comment directly above it.
Block block_of(Element element);

/// The block's text with its edits made and, where its lines started with the white space of its first line,
/// with `indent` instead. What is verbatim (attribute values, comments, CDATA) keeps its lines as they are.
/// No white space before the first line, no line end after the last.
std::string indented(const Document& document, const Block& block, std::string_view indent);

/// Removes what `span` covers (an element, or an element with its comment): the whole lines if nothing else
/// stands on them, otherwise only its bytes and the blanks up to what follows; comments that follow on its
/// line are kept from coming to stand directly above the next element. Removals of different elements never
/// meet. `parent`, if given: if its end tag follows on the line, it gets the indentation of its start tag.
Edit remove(const Document& document, Span span, Element parent = {});

/// Removes `element` with the comment directly above it. Ancestors that this empties (no attribute, no
/// comment, no text, no other element, and no comment directly above them) go with it; so does, at the top,
/// an ancestor named `location` whose only attribute is `path`. Never the root.
Edit remove_with_emptied_ancestors(Element element);

/// The white space that a child of `parent` is indented with: as its last child (or a comment behind that),
/// if it begins its line, else one unit more than `parent`.
std::string child_indent(Element parent);

/// One step of indentation as most of the document has it; "" if its elements are not indented, "    " if
/// there is nothing to go by.
std::string indent_unit(const Document& document);

/// Markup to be inserted, one entry per line, each with its full indentation; an entry may itself hold line
/// ends (an element that moves).
using Lines = std::vector<std::string>;

/// Inserts after the last child of `parent` (before its end tag), each of `lines` on a line of its own in the
/// document's line end. If `parent` stands on one line with its children, or is empty and does not begin its
/// line, they follow each other without line breaks and without their indentation; only comments begin a
/// line. Opens `<parent />` if needed, keeping its attributes as they are. A comment at the end of `parent`
/// is kept apart by an empty line: it would be taken for one about what is inserted.
Edit append_lines(Element parent, const Lines& lines);

/// Inserts `lines` before `element` and the comment directly above it, likewise.
Edit insert_lines_before(Element element, const Lines& lines);

}  // namespace certlift::xml
