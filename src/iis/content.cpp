#include "iis/content.h"

#include "iis/schema.h"

#include <algorithm>

namespace certlift::iis {
namespace {

void append_escaped(std::string_view value, std::string& text) {
  if (!value.contains('"') && !value.contains('\\')) {  // as nearly all of them, and certificates are long
    text.append(value);
    return;
  }
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
}

}  // namespace

AttributeMap attributes_of(xml::Element element, Locks locks) {
  AttributeMap attributes;
  for (const xml::Attribute& attribute : element.attributes())
    if (locks == Locks::kept || !is_lock_attribute(attribute.name))
      attributes.emplace(attribute.name, attribute.value);
  return attributes;
}

std::string canonical_start(std::string_view name, const AttributeMap& attributes) {
  std::string text = "<" + std::string(name);
  for (const auto& [key, value] : attributes) {
    text.append(" ").append(key).append("=\"");
    append_escaped(value, text);
    text += '"';
  }
  return text + ">";
}

std::string canonical_end(std::string_view name) {
  return "</" + std::string(name) + ">";
}

std::string canonical(xml::Element element, Locks locks, const Overrides& overrides) {
  struct Open {
    std::vector<xml::Node> nodes;
    std::size_t next;
    std::string_view name;
  };
  const xml::Document& document = element.document();
  const auto start_of = [&](xml::Element at) {
    AttributeMap attributes = attributes_of(at, locks);
    if (const auto own = overrides.find(at.span().begin); own != overrides.end())
      for (const auto& [name, value] : own->second) attributes[name] = value;
    return canonical_start(at.name(), attributes);
  };
  std::string text = start_of(element);
  std::vector<Open> open{{document.nodes(element), 0, element.name()}};
  while (!open.empty()) {
    Open& top = open.back();
    if (top.next == top.nodes.size()) {
      text += canonical_end(top.name);
      open.pop_back();
      continue;
    }
    const xml::Node node = top.nodes[top.next++];
    if (node.kind == xml::NodeKind::element) {
      text += start_of(node.element);
      open.push_back({document.nodes(node.element), 0, node.element.name()});
    } else {
      text += node.span.of(document.text());
    }
  }
  return text;
}

std::vector<text::Span> comments_in(const xml::Document& document, text::Span span) {
  constexpr std::string_view start = "<!--", end = "-->";
  std::vector<text::Span> comments;
  const std::string_view text = document.text().substr(0, span.end);
  for (std::size_t at = span.begin; at < span.end;) {
    const std::size_t begin = text.find(start, at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find(end, begin + start.size()), text.size() - end.size()) + end.size();
    comments.push_back({begin, at});
  }
  return comments;
}

std::string canonical_comments(const xml::Document& document, text::Span span) {
  std::string text;
  for (const text::Span comment : comments_in(document, span)) text += comment.of(document.text());
  return text;
}

std::string canonical_with_comments(xml::Element element, const Overrides& overrides) {
  const auto comments = element.comment_above();
  return (comments ? canonical_comments(element.document(), *comments) : "") +
         canonical(element, Locks::kept, overrides);
}

}  // namespace certlift::iis
