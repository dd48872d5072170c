#include "xml/document.h"

#include "xml/layout.h"
#include "xml/outline.h"
#include "xml/strict.h"
#include "xml/tree.h"

#include <algorithm>
#include <utility>

namespace certlift::xml {

/// What a Document knows. Stays where it is when the Document moves.
struct Parsed {
  Parsed(std::string bytes_read, std::size_t before, std::string path_read)
      : bytes(std::move(bytes_read)),
        text(std::string_view(bytes).substr(before)),
        path(std::move(path_read)),
        lines(text) {}

  const std::string bytes;
  const std::string_view text;
  const std::string path;
  const text::LineIndex lines;
  Tree tree;
  Layout layout;
  const Document* owner = nullptr;
};

namespace {

Error disagreement(const Parsed& parsed, std::size_t offset) {
  const Position position = parsed.lines.position(offset);
  return {ErrorCode::not_understood,
          "certlift and its XML parser disagree about what stands here, so the file is left alone; please "
          "report it",
          parsed.path, position.line, position.column};
}

Layout layout_of(const Parsed& parsed) {
  return {parsed.lines.line_end(), parsed.lines.line_count() == 1,
          find_indent_unit(parsed.text, parsed.tree.outline().elements)};
}

}  // namespace

Result<Document> Document::parse(std::string bytes, std::string path, std::size_t before) {
  auto outline = strict(std::string_view(bytes).substr(before));
  if (!outline) {
    outline.error().path = std::move(path);
    return std::unexpected(std::move(outline).error());
  }
  auto parsed = std::make_unique<Parsed>(std::move(bytes), before, std::move(path));
  auto tree = Tree::grow(parsed->text, *std::move(outline));
  if (!tree) return std::unexpected(disagreement(*parsed, tree.error()));
  parsed->tree = *std::move(tree);
  parsed->layout = layout_of(*parsed);
  return Document(std::move(parsed));
}

// The first owner is where parse() moves it to.
Document::Document(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}

Document::Document(Document&& other) noexcept : parsed_(std::move(other.parsed_)) {
  if (parsed_) parsed_->owner = this;
}

Document& Document::operator=(Document&& other) noexcept {
  parsed_ = std::move(other.parsed_);
  if (parsed_) parsed_->owner = this;
  return *this;
}

Document::~Document() = default;

std::string_view Document::text() const {
  return parsed_->text;
}

std::string_view Document::bytes() const {
  return parsed_->bytes;
}

const std::string& Document::path() const {
  return parsed_->path;
}

const Layout& Document::layout() const {
  return parsed_->layout;
}

Element Document::root() const {
  return {parsed_.get(), 0};
}

Position Document::position(std::size_t offset) const {
  return parsed_->lines.position(offset);
}

std::string Document::place(std::size_t offset) const {
  const std::string line = std::to_string(position(offset).line);
  return path().empty() ? "line " + line : path() + ":" + line;
}

Span Document::line(std::size_t offset) const {
  return parsed_->lines.line(parsed_->lines.line_of(offset));
}

Element Document::element_at(std::size_t offset) const {
  const auto& elements = parsed_->tree.outline().elements;
  const auto found = std::ranges::lower_bound(elements, offset, {}, &ElementParts::begin);
  if (found == elements.end() || found->begin != offset) return {};
  return {parsed_.get(), static_cast<std::size_t>(found - elements.begin())};
}

std::vector<Span> Document::comments() const {
  std::vector<Span> comments;
  for (const Passage& passage : parsed_->tree.outline().passages)
    if (passage.span().of(text()).starts_with("<!--")) comments.push_back(passage.span());
  return comments;
}

std::optional<Span> Document::comment_ending_at(std::size_t offset) const {
  const auto& passages = parsed_->tree.outline().passages;
  const auto found = std::ranges::lower_bound(passages, offset, {}, &Passage::end);
  if (found == passages.end() || found->end != offset || !found->span().of(text()).starts_with("<!--")) {
    return std::nullopt;
  }
  return found->span();
}

std::string_view Element::name() const {
  return parsed_->tree.name(index_);
}

Span Element::start_tag() const {
  return parsed_->tree.element(index_).start_tag();
}

Span Element::end_tag() const {
  return parsed_->tree.element(index_).end_tag();
}

Span Element::span() const {
  return parsed_->tree.element(index_).span();
}

Span Element::inner() const {
  return parsed_->tree.element(index_).inner();
}

bool Element::self_closing() const {
  return end_tag().empty();
}

Position Element::position() const {
  return parsed_->lines.position(span().begin);
}

const Document& Element::document() const {
  return *parsed_->owner;
}

Element Element::at(std::size_t index) const {
  return index == no_element ? Element() : Element(parsed_, index);
}

Element Element::parent() const {
  return at(parsed_->tree.element(index_).parent);
}

Element Element::first_child() const {
  return at(parsed_->tree.first_child(index_));
}

Element Element::last_child() const {
  return at(parsed_->tree.element(index_).last_child);
}

Element Element::next_sibling() const {
  return at(parsed_->tree.element(index_).next_sibling);
}

std::vector<Element> Element::children() const {
  std::vector<Element> result;
  for (Element child = first_child(); child; child = child.next_sibling()) result.push_back(child);
  return result;
}

std::vector<Element> Element::children(std::string_view name) const {
  std::vector<Element> result;
  for (Element child = first_child(); child; child = child.next_sibling())
    if (child.name() == name) result.push_back(child);
  return result;
}

Element Element::child(std::string_view name) const {
  Element child = first_child();
  while (child && child.name() != name) child = child.next_sibling();
  return child;
}

Attribute Attributes::Iterator::operator*() const {
  return parsed_->tree.attribute(number_);
}

Attributes Element::attributes() const {
  return {parsed_, parsed_->tree.element(index_).first_attribute,
          parsed_->tree.outline().attributes_of(index_).size()};
}

std::optional<Attribute> Element::attribute(std::string_view name) const {
  const auto found = parsed_->tree.find_attribute(index_, name);
  return found ? std::optional(parsed_->tree.attribute(*found)) : std::nullopt;
}

std::optional<std::string_view> Element::value(std::string_view name) const {
  const auto found = parsed_->tree.find_attribute(index_, name);
  return found ? std::optional(parsed_->tree.value(*found)) : std::nullopt;
}

std::string text_of(Element element, std::string_view attribute) {
  return std::string(element.value(attribute).value_or(""));
}

}  // namespace certlift::xml
