#include "xml/document.h"

#include "support/each.h"
#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

using test::expect_each;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string_view> names(const std::vector<Element>& elements) {
  std::vector<std::string_view> result;
  for (const Element element : elements) result.push_back(element.name());
  return result;
}

std::string comment_above(const std::string& text) {
  const Document document = parsed(text);
  const auto span = find(document, "x").comment_above();
  return span ? std::string(span->of(document.text())) : "";
}

TEST(Document, KnowsWhereTheTagsOfAnElementStand) {
  const Document document = parsed("<a>\n  <b c='1'>t</b ><d />\n</a>\n");
  const auto bytes = [&](Span span) { return std::string(span.of(document.text())); };
  const Element b = document.root().first_child();
  EXPECT_EQ(b.name(), "b");
  EXPECT_EQ(bytes(b.span()), "<b c='1'>t</b >");
  EXPECT_EQ(bytes(b.start_tag()), "<b c='1'>");
  EXPECT_EQ(bytes(b.end_tag()), "</b >");
  EXPECT_EQ(bytes(b.inner()), "t");
  EXPECT_FALSE(b.self_closing());
  EXPECT_EQ(b.position(), (Position{2, 3}));
  const Element d = b.next_sibling();
  EXPECT_EQ(bytes(d.span()), "<d />");
  EXPECT_EQ(d.start_tag(), d.span());
  EXPECT_EQ(d.end_tag(), (Span{d.span().end, d.span().end}));
  EXPECT_EQ(d.inner(), d.end_tag());
  EXPECT_TRUE(d.self_closing());
}

TEST(Document, WalksInAllDirections) {
  const Document document = parsed("<a><b><c/>t</b><!-- --><d/><b/></a>");
  const Element a = document.root();
  EXPECT_FALSE(a.parent());
  EXPECT_FALSE(a.next_sibling());
  EXPECT_THAT(names(a.children()), ElementsAre("b", "d", "b"));
  EXPECT_THAT(names(a.children("b")), ElementsAre("b", "b"));
  EXPECT_EQ(a.child("b"), a.first_child());
  EXPECT_EQ(a.child("d").next_sibling(), a.last_child());
  EXPECT_FALSE(a.child("B"));
  EXPECT_FALSE(a.child("c"));
  EXPECT_EQ(a.child("d").parent(), a);
  EXPECT_EQ(find(document, "c").parent().parent(), a);
  EXPECT_FALSE(find(document, "c").first_child());
  EXPECT_FALSE(find(document, "c").last_child());
  EXPECT_FALSE(find(document, "c").next_sibling());
}

TEST(Document, GivesAttributesWithTheirSpansAndQuotes) {
  const Document document = parsed("<a one=\"1\"\r\n\ttwo = 'it&apos;s'/>");
  const auto attributes = document.root().attributes();
  ASSERT_EQ(attributes.size(), 2U);
  EXPECT_EQ(attributes[0].name, "one");
  EXPECT_EQ(attributes[0].quote, Quote::twice);
  EXPECT_EQ(attributes[1].name, "two");
  EXPECT_EQ(attributes[1].value, "it's");
  EXPECT_EQ(attributes[1].quote, Quote::single);
  EXPECT_EQ(attributes[1].name_span.of(document.text()), "two");
  EXPECT_EQ(attributes[1].value_span.of(document.text()), "it&apos;s");
  EXPECT_EQ(attributes[1].span().of(document.text()), "two = 'it&apos;s'");
  EXPECT_EQ(attribute_of(document.root(), "two").name_span, attributes[1].name_span);
  EXPECT_FALSE(document.root().attribute("Two"));
  EXPECT_EQ(document.root().value("two"), "it's");
  EXPECT_FALSE(document.root().value("three"));
}

TEST(Document, DecodesValuesAsXmlSays) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", ""},
      {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
      {"&#65;&#x42;&#x1F600;&#xe4;", "AB\xF0\x9F\x98\x80\xC3\xA4"},
      {"a\tb\nc\r\nd\re", "a b c d e"},
      {"&#9;&#10;&#xD;", "\t\n\r"},
      {"  a  b  ", "  a  b  "},
      {"&amp;lt;", "&lt;"},
      {"&amp;#65;", "&#65;"},
      {"x>y]]>--", "x>y]]>--"},
  };
  for (const auto& [raw, value] : cases) {
    for (const std::string quote : {"'", "\""}) {
      const Document document = parsed("<a b=" + quote + raw + quote + " c=''/>");
      EXPECT_EQ(document.root().value("b"), value) << raw;
      EXPECT_EQ(document.root().value("c"), "");
      EXPECT_EQ(attribute_of(document.root(), "b").value_span.of(document.text()), raw);
      EXPECT_TRUE(attribute_of(document.root(), "c").value_span.empty());
    }
  }
}

TEST(Document, GivesAllNodesOfAnElement) {
  const Document document =
      parsed("<a> <!-- <c/> --> te&amp;xt > <b>inner</b><![CDATA[<d/>]]><?p <e/> ?>more\n</a>");
  std::vector<std::pair<NodeKind, std::string>> nodes;
  for (const Node& node : document.nodes(document.root())) {
    nodes.emplace_back(node.kind, node.span.of(document.text()));
    EXPECT_EQ(static_cast<bool>(node.element), node.kind == NodeKind::element);
  }
  using enum NodeKind;
  EXPECT_THAT(nodes,
              ElementsAre(std::pair(comment, "<!-- <c/> -->"), std::pair(NodeKind::text, "te&amp;xt >"),
                          std::pair(element, "<b>inner</b>"), std::pair(cdata, "<![CDATA[<d/>]]>"),
                          std::pair(instruction, "<?p <e/> ?>"), std::pair(NodeKind::text, "more")));
}

TEST(Document, SaysWhatAnElementHolds) {
  const Document document =
      parsed("<a><b>\n <c/> </b><d>t</d><e><!-- --></e><f><![CDATA[]]></f><g><?p?></g><h/></a>");
  const auto held = [&](std::string_view name) {
    std::string result;
    const Element element = find(document, name);
    if (element.holds(NodeKind::element)) result += "element ";
    if (element.holds(NodeKind::text)) result += "text ";
    if (element.holds(NodeKind::comment)) result += "comment ";
    if (element.holds(NodeKind::cdata)) result += "cdata ";
    if (element.holds(NodeKind::instruction)) result += "instruction ";
    return result;
  };
  expect_each(held, {{"a", "element "},
                     {"b", "element "},
                     {"d", "text "},
                     {"e", "comment "},
                     {"f", "cdata "},
                     {"g", "instruction "},
                     {"h", ""}});
}

TEST(Document, FindsTheCommentDirectlyAboveAnElement) {
  expect_each(comment_above, {{"<a>\n  <!-- c -->\n  <x/>\n</a>", "<!-- c -->"},
                              {"<a>\r\n  <!-- c -->\t\r\n  <x/>\r\n</a>", "<!-- c -->"},
                              {"<a>\r<!-- c -->\r<x/>\r</a>", "<!-- c -->"},
                              {"<a>\n  <y/>\n  <!-- c\n\n  d -->\n  <x/>\n</a>", "<!-- c\n\n  d -->"},
                              {"<a>\n  <!-- c --> <x/>\n</a>", "<!-- c -->"},
                              {"<a><!-- c --><x/></a>", "<!-- c -->"},
                              {"<!-- c -->\n<x/>", "<!-- c -->"}});
}

TEST(Document, TakesSeveralCommentsAboveAnElementAsOne) {
  expect_each(comment_above, {{"<a>\n\n  <!-- 1 -->\n  <!-- 2 --> <!-- 3 -->\n  <x/></a>",
                               "<!-- 1 -->\n  <!-- 2 --> <!-- 3 -->"},
                              {"<a>\n  <!-- 1 -->\n\n  <!-- 2 -->\n  <x/></a>", "<!-- 2 -->"},
                              {"<a>\n  <y/><!-- 1 -->\n  <!-- 2 -->\n  <x/></a>", "<!-- 2 -->"},
                              {"<a><!-- 1 --><!-- 2 --><x/></a>", "<!-- 1 --><!-- 2 -->"}});
}

TEST(Document, LeavesACommentToWhatItStandsBehind) {
  expect_each(comment_above, {{"<a>\n  <y/> <!-- about y -->\n  <x/>\n</a>", ""},
                              {"<a>\n  <y>\n  </y><!-- about y --> <!-- more -->\n  <x/>\n</a>", ""},
                              {"<a><y/><!-- c --><x/></a>", ""},
                              {"<a> <!-- about a -->\n  <x/>\n</a>", ""}});
}

TEST(Document, TakesNoCommentBeyondABlankLineOrAnotherNode) {
  expect_each(comment_above, {{"<a>\n  <!-- c -->\n\n  <x/>\n</a>", ""},
                              {"<a>\r\n  <!-- c -->\r\n \t\r\n  <x/>\r\n</a>", ""},
                              {"<a>\r<!-- c -->\r\r<x/>\r</a>", ""},
                              {"<a>\n<!-- c -->\n\r<x/>\n</a>", ""},
                              {"<a>\n  <!-- c -->\n  <y/>\n  <x/>\n</a>", ""},
                              {"<a>\n  <!-- c -->\n  text\n  <x/>\n</a>", ""},
                              {"<a>\n  <!-- c -->\n  <?p?>\n  <x/>\n</a>", ""},
                              {"<a>\n  text --&gt; -->\n  <x/>\n</a>", ""},
                              {"<a>\n  <![CDATA[<!-- -->]]>\n  <x/>\n</a>", ""},
                              {"<a>\n  <y z='&lt;!-- -->'/>\n  <x/>\n</a>", ""},
                              {"<a>\n  <x/>\n  <!-- c -->\n</a>", ""}});
}

TEST(Document, FindsTheCommentThatEndsAtAPlace) {
  const Document document = parsed("<a><!-- c --><![CDATA[]]></a>");
  EXPECT_EQ(document.comment_ending_at(13), (Span{3, 13}));
  EXPECT_FALSE(document.comment_ending_at(12));
  EXPECT_FALSE(document.comment_ending_at(25));
  EXPECT_FALSE(document.comment_ending_at(3));
}

TEST(Document, NamesPlaces) {
  const Document nameless = parsed("<a>\n  <b/>\n</a>");
  EXPECT_EQ(nameless.position(6), (Position{2, 3}));
  EXPECT_EQ(nameless.place(6), "line 2");
  EXPECT_EQ(nameless.line(6), (Span{4, 11}));
  EXPECT_EQ(parsed("<a>\n  <b/>\n</a>", "web.config").place(12), "web.config:3");
}

TEST(Document, SaysInWhichFileAndWhereItIsWrong) {
  const auto document = Document::parse("<a>\n  </b>", "x.config");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::not_understood);
  EXPECT_EQ(document.error().path, "x.config");
  EXPECT_EQ(document.error().line, 2U);
  EXPECT_EQ(document.error().column, 3U);
  EXPECT_THAT(document.error().message, HasSubstr("expected </a>"));
}

TEST(Document, KeepsItsHandlesWhenItMoves) {
  Document first = parsed("<a b='1'/>");
  const Element root = first.root();
  Document second = std::move(first);
  EXPECT_EQ(&root.document(), &second);
  EXPECT_EQ(root.value("b"), "1");
  Document third = parsed("<c/>");
  third = std::move(second);
  EXPECT_EQ(&root.document(), &third);
  EXPECT_EQ(root.attributes()[0].name, "b");
  EXPECT_EQ(third.root(), root);
}

TEST(Document, TellsNoElementFromTheRootAndDocumentsFromEachOther) {
  const Document one = parsed("<a/>");
  const Document other = parsed("<a/>");
  EXPECT_FALSE(Element());
  EXPECT_TRUE(one.root());
  EXPECT_NE(one.root(), other.root());
  EXPECT_NE(one.root(), Element());
}

TEST(Document, KnowsHowItIsLaidOut) {
  EXPECT_EQ(parsed("<a>\r\n<b/>\r\n</a>\n").layout().line_end, "\r\n");
  EXPECT_FALSE(parsed("<a/>\n").layout().one_line);
  EXPECT_TRUE(parsed("<a></a>").layout().one_line);
}

TEST(Document, AcceptsEveryEndThatXmlAllows) {
  for (const std::string end :
       {"<a/>", "<a></a>", "<a></a >", "<a/><!-- c -->", "<a/><?p i?>", "<a/>\n", "<a/> \t"}) {
    EXPECT_EQ(parsed(end).root().name(), "a") << end;
    EXPECT_EQ(parsed("<?xml version='1.0' encoding=\"utf-8\"?>" + end).root().name(), "a") << end;
  }
}

TEST(Document, ReadsVeryDeepTrees) {
  constexpr std::size_t depth = 1'000'000;
  const Document document = parsed(repeated("<a>", depth) + repeated("</a>", depth));
  Element element = document.root();
  std::size_t count = 1;
  while (const Element child = element.first_child()) {
    element = child;
    ++count;
  }
  EXPECT_EQ(count, depth);
  while (const Element parent = element.parent()) element = parent;
  EXPECT_EQ(element, document.root());
}

TEST(Document, ReadsVeryManyAttributesAndChildren) {
  std::string text = "<a";
  for (int index = 0; index < 100'000; ++index) text += " a" + std::to_string(index) + "='&amp;'";
  const Document document = parsed(text + ">" + repeated("<b/>", 100'000) + "</a>");
  EXPECT_EQ(document.root().attributes().size(), 100'000U);
  EXPECT_EQ(document.root().children().size(), 100'000U);
}

}  // namespace
}  // namespace certlift::xml
