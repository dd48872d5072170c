#pragma once

#include "xml/document.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What an element says, however it is written: equal strings for equal names, decoded attributes in any
/// order, children and comments in order. White space between tags says nothing.
namespace certlift::iis {

/// Attributes by name, with decoded values.
using AttributeMap = std::map<std::string, std::string, std::less<>>;

enum class Locks { kept, dropped };

AttributeMap attributes_of(xml::Element element, Locks locks = Locks::kept);

std::string canonical_start(std::string_view name, const AttributeMap& attributes);
std::string canonical_end(std::string_view name);

/// Values that attributes have instead of their own, by the offset of their element.
using Overrides = std::map<std::size_t, AttributeMap>;

/// The element and all below it; without lock attributes if they are to be dropped.
std::string canonical(xml::Element element, Locks locks = Locks::kept, const Overrides& overrides = {});

/// The comments of a span that holds only comments and white space (see Element::comment_above).
std::vector<text::Span> comments_in(const xml::Document& document, text::Span span);
std::string canonical_comments(const xml::Document& document, text::Span span);

/// comment_above() and canonical().
std::string canonical_with_comments(xml::Element element, const Overrides& overrides = {});

}  // namespace certlift::iis
