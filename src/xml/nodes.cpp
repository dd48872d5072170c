#include "xml/characters.h"
#include "xml/document.h"

#include <algorithm>
#include <array>

namespace certlift::xml {
namespace {

struct Markup {
  std::string_view begin;
  std::string_view end;
  NodeKind kind;
};

constexpr std::array<Markup, 3> markups{{{"<!--", "-->", NodeKind::comment},
                                         {"<![CDATA[", "]]>", NodeKind::cdata},
                                         {"<?", "?>", NodeKind::instruction}}};

/// The node at the beginning of `gap`, which holds no element and is not white there.
Node node_at(std::string_view text, Span gap) {
  const std::string_view rest = gap.of(text);
  for (const Markup& markup : markups) {
    if (!rest.starts_with(markup.begin)) continue;
    const std::size_t size = rest.find(markup.end, markup.begin.size()) + markup.end.size();
    return {markup.kind, {gap.begin, gap.begin + size}, {}};
  }
  const std::size_t end = gap.begin + std::min(rest.find('<'), rest.size());
  return {NodeKind::text, {gap.begin, skip_white_back(text, end, gap.begin)}, {}};
}

/// Adds the nodes that stand between two elements.
void add_nodes(std::vector<Node>& nodes, std::string_view text, Span gap) {
  const std::string_view head = text.substr(0, gap.end);
  for (std::size_t at = skip_white(head, gap.begin); at < gap.end; at = skip_white(head, at)) {
    nodes.push_back(node_at(text, {at, gap.end}));
    at = nodes.back().span.end;
  }
}

std::size_t count_line_ends(std::string_view white) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < white.size(); ++at) {
    const bool within_crlf = white[at] == '\n' && at > 0 && white[at - 1] == '\r';
    if ((white[at] == '\n' || white[at] == '\r') && !within_crlf) ++count;
  }
  return count;
}

}  // namespace

std::vector<Node> Document::nodes(Element parent) const {
  std::vector<Node> result;
  std::size_t at = parent.inner().begin;
  for (Element child = parent.first_child(); child; child = child.next_sibling()) {
    add_nodes(result, text(), {at, child.span().begin});
    result.push_back({NodeKind::element, child.span(), child});
    at = child.span().end;
  }
  add_nodes(result, text(), {at, parent.inner().end});
  return result;
}

bool Element::holds(NodeKind kind) const {
  if (kind == NodeKind::element) return static_cast<bool>(first_child());
  const auto nodes = document().nodes(*this);
  return std::ranges::find(nodes, kind, &Node::kind) != nodes.end();
}

std::optional<Span> Document::comment_above(Element parent, std::size_t end, std::size_t line_ends) const {
  const std::size_t parent_tag = parent ? parent.start_tag().end : 0;
  std::optional<std::size_t> begin;
  bool on_its_line = true;
  for (std::size_t above = end; line_ends <= 1;) {
    const auto comment = comment_ending_at(above);
    if (!comment) break;
    above = skip_white_back(text(), comment->begin);
    on_its_line = on_its_line && line_ends == 0;
    const bool begins_line = text::indent_at(text(), comment->begin).alone;
    const bool behind_parent = on_its_line && above == parent_tag;
    if (begins_line || behind_parent) begin = comment->begin;
    line_ends = count_line_ends(text().substr(above, comment->begin - above));
  }
  if (!begin) return std::nullopt;
  return Span{*begin, end};
}

std::optional<Span> Element::comment_above() const {
  const std::string_view text = document().text();
  const std::size_t begin = span().begin, end = skip_white_back(text, begin);
  return document().comment_above(parent(), end, count_line_ends(text.substr(end, begin - end)));
}

}  // namespace certlift::xml
