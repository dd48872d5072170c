#include "xml/documents.h"
#include "xml/rewrite.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// Edits of many made-up documents, in many styles: all but what was to change must be read back as it was.
namespace certlift::xml {
namespace {

/// The same numbers on every machine.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class Choices>
  const auto& of(const Choices& choices) {
    return choices[below(std::size(choices))];
  }

 private:
  std::mt19937 engine_;
};

const std::array<std::string, 3> line_ends{"\n", "\r\n", "\r"};

/// A document whose nodes stand any way XML allows: on lines of their own, behind each other, with blank
/// lines.
class Scribbler {
 public:
  explicit Scribbler(Dice& dice) : dice_(dice), line_end_(dice.of(line_ends)), one_line_(dice.one_in(8)) {}

  std::string document() {
    std::string text = dice_.one_in(2) ? "" : "<?xml version=\"1.0\"?>" + space();
    text += "<r>";
    std::vector<std::string> open{"r"};
    while (!open.empty()) {
      text += space();
      if (open.size() > 1 ? dice_.one_in(3) : dice_.one_in(9)) {
        text += "</" + open.back() + ">";
        open.pop_back();
      } else {
        text += node(open);
      }
    }
    return text + (dice_.one_in(2) ? "" : line_end_);
  }

 private:
  std::string space() {
    constexpr std::array<std::string_view, 4> indents{"", "  ", "\t", "      "};
    constexpr std::array<std::string_view, 4> gaps{"", "", " ", "\t "};
    std::string result(dice_.of(gaps));
    while (!one_line_ && dice_.below(5) > 1) result += line_end_ + std::string(dice_.of(indents));
    return result;
  }

  std::string node(std::vector<std::string>& open) {
    switch (dice_.below(10)) {
      case 0:
        return "<!-- c" + space() + "-->";
      case 1:
        return dice_.one_in(3) ? " text " : "<![CDATA[" + space() + "]]>";
      case 2:
        return dice_.one_in(2) ? "<?p i?>" : "<!-- c -->";
      default:
        return element(open);
    }
  }

  std::string element(std::vector<std::string>& open) {
    const std::string name =
        dice_.one_in(4) ? "location" : std::string(1, static_cast<char>('a' + dice_.below(5)));
    std::string tag = "<" + name;
    if (dice_.one_in(2)) tag += " " + space() + "path='" + space() + "&#10;&amp;'";
    if (dice_.one_in(3)) tag += space() + " q \t= \"&lt;'" + space() + "\"" + space();
    if (open.size() > 5 || dice_.one_in(2)) return tag + (dice_.one_in(2) ? " />" : "/>");
    open.push_back(name);
    return tag + ">";
  }

  Dice& dice_;
  std::string line_end_;
  bool one_line_;
};

/// One node as it is read, with its depth; two documents that read the same have the same entries.
struct Entry {
  std::size_t depth;
  std::string what;
  Span span;
  friend bool operator==(const Entry& a, const Entry& b) { return a.depth == b.depth && a.what == b.what; }
  friend void PrintTo(const Entry& entry, std::ostream* stream) {
    *stream << entry.depth << " " << entry.what;
  }
};

std::string described(const Document& document, const Node& node) {
  if (node.kind != NodeKind::element) return std::string(node.span.of(document.text()));
  std::string result = "<" + std::string(node.element.name());
  for (const Attribute& attribute : node.element.attributes()) {
    result += " " + std::string(attribute.name) + "=" + std::string(attribute.value);
  }
  return result;
}

/// Texts meet when what stands between them is removed: each word counts for itself.
void add_words(std::vector<Entry>& entries, std::size_t depth, const Document& document, Span span) {
  std::istringstream words{std::string(span.of(document.text()))};
  for (std::string word; words >> word;) entries.push_back({depth, word, span});
}

std::vector<Entry> entries_of(const Document& document) {
  std::vector<Entry> result;
  std::vector<std::pair<std::size_t, Node>> waiting{
      {0, {NodeKind::element, document.root().span(), document.root()}}};
  while (!waiting.empty()) {
    const auto [depth, node] = waiting.back();
    waiting.pop_back();
    if (node.kind == NodeKind::text) {
      add_words(result, depth, document, node.span);
      continue;
    }
    result.push_back({depth, described(document, node), node.span});
    if (node.kind != NodeKind::element) continue;
    const std::vector<Node> nodes = document.nodes(node.element);
    for (auto child = nodes.rbegin(); child != nodes.rend(); ++child) waiting.emplace_back(depth + 1, *child);
  }
  return result;
}

std::size_t depth_of(Element element) {
  std::size_t depth = 0;
  for (Element above = element.parent(); above; above = above.parent()) ++depth;
  return depth;
}

std::vector<Entry> without(std::vector<Entry> entries, Span span) {
  std::erase_if(entries, [&](const Entry& entry) { return span.contains(entry.span); });
  return entries;
}

bool holds_anything(const std::vector<Entry>& entries, Element element) {
  return std::ranges::any_of(entries,
                             [&](const Entry& entry) { return element.inner().contains(entry.span); });
}

constexpr unsigned documents = 80;

/// Runs `check(document, element, dice)` for every element but the root of many documents.
template <class Check>
void for_many_elements(const Check& check) {
  for (unsigned seed = 0; seed < documents; ++seed) {
    Dice dice(seed);
    const Document document = parsed(Scribbler(dice).document());
    SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + std::string(document.text()));
    for (const Element element : all_elements(document)) {
      if (element.parent()) check(document, element, dice);
    }
    if (testing::Test::HasFailure()) return;
  }
}

TEST(ManyDocuments, LoseNothingButWhatIsRemoved) {
  for_many_elements([](const Document& document, Element element, Dice&) {
    const Span span = block_of(element).span;
    EXPECT_EQ(entries_of(parsed(with(document, remove(document, span)))),
              without(entries_of(document), span));
  });
}

TEST(ManyDocuments, LoseOnlyTheAncestorsThatARemovalEmpties) {
  for_many_elements([](const Document& document, Element element, Dice&) {
    std::vector<Entry> expected = without(entries_of(document), block_of(element).span);
    for (Element above = element.parent(); above.parent() && !holds_anything(expected, above);
         above = above.parent()) {
      const bool only_path = above.name() == "location" && above.attribute("path") && !above.attribute("q");
      if ((!above.attributes().empty() && !only_path) || above.comment_above()) break;
      expected = without(expected, above.span());
      if (only_path) break;
    }
    EXPECT_EQ(entries_of(parsed(with(document, remove_with_emptied_ancestors(element)))), expected);
  });
}

TEST(ManyDocuments, GainOnlyWhatIsAppended) {
  for_many_elements([](const Document& document, Element element, Dice&) {
    std::vector<Entry> expected = entries_of(document);
    const auto inside = [&](const Entry& entry) { return element.span().contains(entry.span); };
    const auto last = std::ranges::find_if(expected.rbegin(), expected.rend(), inside);
    const std::size_t depth = depth_of(element) + 1;
    expected.insert(last.base(), {{depth, "<n", {}}, {depth + 1, "<m a=1", {}}});
    const std::string indent = child_indent(element);
    const Edit edit = append_lines(element, {indent + "<n>", indent + " <m a='1'/>", indent + "</n>"});
    EXPECT_EQ(entries_of(parsed(with(document, edit))), expected);
  });
}

TEST(ManyDocuments, GainOnlyWhatIsInserted) {
  for_many_elements([](const Document& document, Element element, Dice&) {
    std::vector<Entry> expected = entries_of(document);
    const Span block = block_of(element).span;
    const auto first =
        std::ranges::find_if(expected, [&](const Entry& entry) { return block.contains(entry.span); });
    expected.insert(first, {depth_of(element), "<n", {}});
    EXPECT_EQ(entries_of(parsed(with(document, insert_lines_before(element, {"  <n/>"})))), expected);
  });
}

TEST(ManyDocuments, ChangeOnlyTheAttributesThatAreSetOrRemoved) {
  for_many_elements([](const Document& document, Element element, Dice& dice) {
    const std::string value = "1&\"'<\n" + std::to_string(dice.below(100));
    std::vector<Entry> expected = entries_of(document);
    const auto own = std::ranges::find(expected, element.span(), &Entry::span);
    own->what = "<" + std::string(element.name()) + (element.attribute("path") ? " path=" + value : "") +
                (element.attribute("path") ? "" : " path=" + value) + " new=" + value;
    std::vector<Edit> edits =
        set_attributes(element, std::vector<NameValue>{{"path", value}, {"new", value}});
    if (const auto removed = element.attribute("q")) edits.push_back(remove_attribute(document, *removed));
    EXPECT_EQ(entries_of(parsed(with(document, edits))), expected);
  });
}

TEST(ManyDocuments, MoveBlocksWithAllTheyHold) {
  for_many_elements([](const Document& document, Element element, Dice& dice) {
    constexpr std::array<std::string_view, 4> indents{"", "  ", "\t", "         "};
    const Block block = block_of(element);
    std::vector<Entry> expected;
    for (const Entry& entry : entries_of(document)) {
      if (block.span.contains(entry.span))
        expected.push_back({entry.depth - depth_of(element) + 1, entry.what, {}});
    }
    const Document moved = parsed("<r>" + indented(document, block, dice.of(indents)) + "</r>");
    expected.insert(expected.begin(), {0, "<r", {}});
    EXPECT_EQ(entries_of(moved), expected);
  });
}

TEST(ManyDocuments, LoseAllTheirElementsAtOnce) {
  for (unsigned seed = 0; seed < documents; ++seed) {
    Dice dice(seed);
    const Document document = parsed(Scribbler(dice).document());
    SCOPED_TRACE(document.text());
    std::vector<Edit> edits{append_lines(document.root(), {"  <n/>"})};
    if (document.root().self_closing()) continue;
    for (const Element child : document.root().children()) {
      edits.push_back(remove(document, block_of(child).span));
    }
    const Document result = parsed(with(document, edits));
    ASSERT_EQ(result.root().children().size(), 1U);
    EXPECT_EQ(result.root().first_child().name(), "n");
  }
}

}  // namespace
}  // namespace certlift::xml
