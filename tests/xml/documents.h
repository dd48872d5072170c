#pragma once

#include "text/edit.h"
#include "xml/document.h"
#include "xml/strict.h"

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Small helpers for tests that read and edit documents.
namespace certlift::xml {

inline Document parsed(std::string text, std::string path = {}) {
  auto document = Document::parse(std::move(text), std::move(path));
  if (!document) throw std::runtime_error(document.error().message);
  return *std::move(document);
}

/// All elements in document order.
inline std::vector<Element> all_elements(const Document& document) {
  std::vector<Element> result;
  std::vector<Element> waiting{document.root()};
  while (!waiting.empty()) {
    const Element element = waiting.back();
    waiting.pop_back();
    result.push_back(element);
    const std::vector<Element> children = element.children();
    waiting.insert(waiting.end(), children.rbegin(), children.rend());
  }
  return result;
}

/// The first element of that name, in document order, or none.
inline Element find(const Document& document, std::string_view name) {
  for (const Element element : all_elements(document)) {
    if (element.name() == name) return element;
  }
  return {};
}

inline Attribute attribute_of(Element element, std::string_view name) {
  const auto attribute = element.attribute(name);
  if (!attribute) throw std::runtime_error("no such attribute");
  return *attribute;
}

inline std::string with(const Document& document, const std::vector<text::Edit>& edits) {
  text::EditSet set;
  if (!set.add(edits)) throw std::runtime_error("the edits meet");
  return set.apply(document.text());
}

inline std::string with(const Document& document, const text::Edit& edit) {
  return with(document, std::vector{edit});
}

/// What strict() says: "3:5 message", or "" if it accepts the text.
inline std::string refusal(std::string_view text) {
  const auto outline = strict(text);
  if (outline) return "";
  if (outline.error().code != ErrorCode::not_understood) return "another error code";
  return std::to_string(outline.error().line) + ":" + std::to_string(outline.error().column) + " " +
         outline.error().message;
}

inline std::string repeated(std::string_view part, std::size_t times) {
  std::string result;
  result.reserve(part.size() * times);
  for (std::size_t index = 0; index < times; ++index) result += part;
  return result;
}

}  // namespace certlift::xml
