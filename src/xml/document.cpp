#include "xml/document.h"

#include "xml/layout.h"
#include "xml/strict.h"
#include "xml/tree.h"

#include <algorithm>
#include <utility>

namespace certlift::xml {

/// What a Document knows. Stays where it is when the Document moves.
struct Parsed {
  Parsed(std::string text_read, std::string path_read, Outline outline_read)
      : text(std::move(text_read)),
        path(std::move(path_read)),
        outline(std::move(outline_read)),
        lines(text) {}

  const std::string text;
  const std::string path;
  const Outline outline;
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
  return {text::line_end_of(parsed.text), parsed.lines.line_count() == 1,
          find_indent_unit(parsed.text, parsed.outline.elements, parsed.tree)};
}

}  // namespace

Result<Document> Document::parse(std::string text, std::string path) {
  auto outline = strict(text);
  if (!outline) {
    outline.error().path = std::move(path);
    return std::unexpected(std::move(outline).error());
  }
  auto parsed = std::make_unique<Parsed>(std::move(text), std::move(path), *std::move(outline));
  auto tree = Tree::grow(parsed->text, parsed->outline.elements);
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

std::optional<Span> Document::comment_ending_at(std::size_t offset) const {
  const auto& verbatim = parsed_->outline.verbatim;
  const auto found = std::ranges::lower_bound(verbatim, offset, {}, &Span::end);
  if (found == verbatim.end() || found->end != offset || !found->of(text()).starts_with("<!--")) {
    return std::nullopt;
  }
  return *found;
}

std::string_view Element::name() const {
  return parsed_->tree.name(index_);
}

Span Element::start_tag() const {
  return parsed_->outline.elements[index_].start_tag;
}

Span Element::end_tag() const {
  return parsed_->outline.elements[index_].end_tag;
}

Span Element::span() const {
  return {start_tag().begin, end_tag().end};
}

Span Element::inner() const {
  return {start_tag().end, end_tag().begin};
}

bool Element::self_closing() const {
  return end_tag().empty();
}

Position Element::position() const {
  return parsed_->lines.position(start_tag().begin);
}

const Document& Element::document() const {
  return *parsed_->owner;
}

Element Element::at(std::size_t index) const {
  return index == Tree::none ? Element() : Element(parsed_, index);
}

Element Element::parent() const {
  return at(parsed_->tree.place(index_).parent);
}

Element Element::first_child() const {
  return at(parsed_->tree.first_child(index_));
}

Element Element::last_child() const {
  return at(parsed_->tree.place(index_).last_child);
}

Element Element::next_sibling() const {
  return at(parsed_->tree.place(index_).next_sibling);
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

std::vector<Attribute> Element::attributes() const {
  return parsed_->tree.attributes(index_);
}

std::optional<Attribute> Element::attribute(std::string_view name) const {
  return parsed_->tree.attribute(index_, name);
}

std::optional<std::string_view> Element::value(std::string_view name) const {
  return parsed_->tree.value(index_, name);
}

std::string text_of(Element element, std::string_view attribute) {
  return std::string(element.value(attribute).value_or(""));
}

}  // namespace certlift::xml
