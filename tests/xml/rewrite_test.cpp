#include "xml/rewrite.h"

#include "support/each.h"
#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

using test::expect_each;

std::string with_attributes(std::string text, std::vector<NameValue> attributes) {
  const Document document = parsed(std::move(text));
  return with(document, set_attributes(find(document, "x"), attributes));
}

std::string without_attribute(std::string text, std::string_view name) {
  const Document document = parsed(std::move(text));
  return with(document, remove_attribute(document, attribute_of(find(document, "x"), name)));
}

std::string moved(std::string text, std::string_view indent) {
  const Document document = parsed(std::move(text));
  return indented(document, block_of(find(document, "x")), indent);
}

std::string without_x(std::string text) {
  const Document document = parsed(std::move(text));
  return with(document, remove(document, block_of(find(document, "x")).span));
}

std::string without_emptied(std::string text) {
  const Document document = parsed(std::move(text));
  return with(document, remove_with_emptied_ancestors(find(document, "x")));
}

std::string indent_of_child(std::string text) {
  const Document document = parsed(std::move(text));
  return child_indent(find(document, "x"));
}

std::string unit_of(std::string text) {
  return indent_unit(parsed(std::move(text)));
}

TEST(Escaped, WritesWhatAValueMustNotHoldAsReferences) {
  EXPECT_EQ(escaped("a&b<c>d\"e'f", Quote::twice), "a&amp;b&lt;c&gt;d&quot;e'f");
  EXPECT_EQ(escaped("a\"e'f", Quote::single), "a\"e&apos;f");
  EXPECT_EQ(escaped("\t\r\n \xC3\xA4", Quote::twice), "&#x9;&#xD;&#xA; \xC3\xA4");
}

TEST(Escaped, IsReadBackAsItWas) {
  const std::string value = "<&>\"' \t\r\n\xF0\x9F\x98\x80 &amp; ]]>";
  EXPECT_EQ(parsed("<x a='" + escaped(value, Quote::single) + "'/>").root().value("a"), value);
  EXPECT_EQ(parsed("<x a=\"" + escaped(value, Quote::twice) + "\"/>").root().value("a"), value);
}

TEST(SetAttributes, WritesWithinTheQuotesThatAreThere) {
  EXPECT_EQ(with_attributes("<x a = '1' b=\"2\"/>", {{"b", "it's \"b\""}, {"a", "it's \"a\""}}),
            "<x a = 'it&apos;s \"a\"' b=\"it's &quot;b&quot;\"/>");
  EXPECT_EQ(with_attributes("<x a=''/>", {{"a", "1"}}), "<x a='1'/>");
}

TEST(SetAttributes, AddsBehindTheLastAttributeInItsQuotes) {
  EXPECT_EQ(with_attributes("<x a='1' />", {{"c", "3"}, {"b", "2"}}), "<x a='1' c='3' b='2' />");
  EXPECT_EQ(with_attributes("<x a=\"1\"></x>", {{"b", "<"}}), "<x a=\"1\" b=\"&lt;\"></x>");
  EXPECT_EQ(with_attributes("<x a='1'\n   b='2'\n/>", {{"c", "3"}, {"d", "4"}}),
            "<x a='1'\n   b='2'\n   c='3'\n   d='4'\n/>");
  EXPECT_EQ(with_attributes("<x a='1'     b='2'/>", {{"c", "3"}}), "<x a='1'     b='2' c='3'/>");
}

TEST(SetAttributes, AddsBehindTheNameWhereThereAreNone) {
  EXPECT_EQ(with_attributes("<x/>", {{"a", "1"}}), "<x a=\"1\"/>");
  EXPECT_EQ(with_attributes("<x\n></x>", {{"a", "1"}, {"b", "2"}}), "<x a=\"1\" b=\"2\"\n></x>");
}

TEST(SetAttributes, LeavesWhatHasItsValueAlone) {
  const Document document = parsed("<x a='&#49;' b='2'/>");
  EXPECT_TRUE(set_attributes(document.root(), std::vector<NameValue>{{"a", "1"}, {"b", "2"}}).empty());
}

TEST(RemoveAttribute, TakesTheWhiteSpaceBeforeItAway) {
  EXPECT_EQ(without_attribute("<x a='1' b='2' c='3'/>", "a"), "<x b='2' c='3'/>");
  EXPECT_EQ(without_attribute("<x a='1'\n  b = '2' c='3'/>", "b"), "<x a='1' c='3'/>");
  EXPECT_EQ(without_attribute("<x a='1' />", "a"), "<x />");
}

TEST(RemoveAttribute, GoesTogetherWithSettingAndAddingOthers) {
  const Document document = parsed("<x a='1' b='2'/>");
  std::vector<Edit> edits = set_attributes(document.root(), std::vector<NameValue>{{"a", "3"}, {"c", "4"}});
  edits.push_back(remove_attribute(document, attribute_of(document.root(), "b")));
  EXPECT_EQ(with(document, edits), "<x a='3' c='4'/>");
}

TEST(Indented, ExchangesTheIndentationOfTheBlock) {
  EXPECT_EQ(moved("<a>\n    <x>\n      <y/>\n\n    </x>\n</a>", "\t"), "<x>\n\t  <y/>\n\n\t</x>");
  EXPECT_EQ(moved("<a>\r\n\t<!-- c -->\r\n\t<x>\r\n\t\t<y/>\r\n\t</x>\r\n</a>", ""),
            "<!-- c -->\r\n<x>\r\n\t<y/>\r\n</x>");
  EXPECT_EQ(moved("<a>\r  <x>\r    <y/>\r  </x>\r</a>", "    "), "<x>\r      <y/>\r    </x>");
  EXPECT_EQ(moved("<a>\n    <x\n        b='1'\n    />\n</a>", "  "), "<x\n      b='1'\n  />");
}

TEST(Indented, IndentsWhatStoodAtTheBeginningOfItsLine) {
  EXPECT_EQ(moved("<a>\n<x>\n<y/>\n\n  <z/>\n</x>\n</a>", "  "), "<x>\n  <y/>\n\n    <z/>\n  </x>");
}

TEST(Indented, LeavesLinesAloneThatAreIndentedDifferently) {
  EXPECT_EQ(moved("<a>\n    <x>\n\t<y/>\n  <z/>\n    </x>\n</a>", "\t"), "<x>\n\t<y/>\n  <z/>\n\t</x>");
}

TEST(Indented, TakesTheIndentationOfTheLineWhereTheBlockDoesNotBeginIt) {
  EXPECT_EQ(moved("<a>\n  <b><x>\n    <y/>\n  </x></b>\n</a>", "\t"), "<x>\n\t  <y/>\n\t</x>");
}

TEST(Indented, KeepsWhatIsVerbatim) {
  const std::string verbatim = "b='1\n  2'><!--\n  c\n  --><![CDATA[\n  d\n  ]]>";
  EXPECT_EQ(moved("<a>\n  <x " + verbatim + "\n  <y/>\n  </x>\n</a>", "\t"),
            "<x " + verbatim + "\n\t<y/>\n\t</x>");
  EXPECT_EQ(moved("<a>\n<x>\n<!-- c\nd --> \n<![CDATA[\n]]>\n</x></a>", "  "),
            "<x>\n  <!-- c\nd --> \n  <![CDATA[\n]]>\n  </x>");
}

TEST(Indented, MakesTheEditsOnTheWay) {
  const Document document = parsed("<a>\n  <x b='1'>\n    <y/>\n    <z c='\n  '/>\n  </x>\n</a>");
  Block block = block_of(find(document, "x"));
  block.edits = set_attributes(find(document, "x"), std::vector<NameValue>{{"b", "2"}, {"d", "3"}});
  block.edits.push_back(remove(document, find(document, "y").span()));
  block.edits.push_back(append_lines(find(document, "x"), {"    <n e='\n  '/>", "    <m/>"}));
  EXPECT_EQ(indented(document, block, "\t"),
            "<x b='2' d='3'>\n\t  <z c='\n  '/>\n\t  <n e='\n  '/>\n\t  <m/>\n\t</x>");
}

TEST(Remove, TakesWholeLinesAway) {
  expect_each(without_x, {{"<a>\n  <b/>\n  <x/>  \n  <c/>\n</a>", "<a>\n  <b/>\n  <c/>\n</a>"},
                          {"<a>\r\n\t<x>\r\n\t</x>\r\n</a>", "<a>\r\n</a>"},
                          {"<a>\r<x/>\r</a>", "<a>\r</a>"},
                          {"<a>\n\n  <!-- c -->\n  <x/>\n\n</a>", "<a>\n\n\n</a>"}});
}

TEST(Remove, TakesOnlyItsBytesWhereMoreStandsOnTheLine) {
  expect_each(without_x, {{"<a><x/></a>", "<a></a>"},
                          {"<a><b/><x/><c/></a>", "<a><b/><c/></a>"},
                          {"<a>\n  <x/> <!-- about x -->\n</a>", "<a>\n  <!-- about x -->\n</a>"},
                          {"<a>\n  <b/> <x/> <c/>\n</a>", "<a>\n  <b/> <c/>\n</a>"},
                          {"<a>\n  <b/><x/>\n</a>", "<a>\n  <b/>\n</a>"},
                          {"<a>\n  <b/><x>\n  </x> <c/>\n</a>", "<a>\n  <b/><c/>\n</a>"},
                          {"<a>\n  <x/></a>", "<a>\n  </a>"}});
}

TEST(Remove, GivesAnEndTagOnItsLastLineTheIndentationOfItsStartTag) {
  const auto without_in_parent = [](std::string text) {
    const Document document = parsed(std::move(text));
    const Element x = find(document, "x");
    return with(document, remove(document, block_of(x).span, x.parent()));
  };
  expect_each(without_in_parent, {{"<a>\n  <x/></a>", "<a>\n</a>"},
                                  {"<a>\n  <b>\n    <x>\n    </x> </b>\n</a>", "<a>\n  <b>\n  </b>\n</a>"},
                                  {"<a>\n  <b/><x/></a>", "<a>\n  <b/></a>"},
                                  {"<a>\n  <x/><!-- c --></a>", "<a>\n  <!-- c --></a>"},
                                  {"<a>\n  <x/>\n</a>", "<a>\n</a>"}});
}

TEST(Remove, NeverMeetsTheRemovalOfAnotherElement) {
  for (const std::string text : {"<a><b/> <b/><b/></a>", "<a>\n <b/> <b/>\n <b/>\n <b>\n </b> <b/> </a>"}) {
    const Document document = parsed(text);
    std::vector<Edit> edits;
    for (const Element child : document.root().children()) edits.push_back(remove(document, child.span()));
    EXPECT_TRUE(parsed(with(document, edits)).root().children().empty()) << text;
  }
}

TEST(RemoveWithEmptiedAncestors, TakesWhatItEmptiesWithIt) {
  expect_each(without_emptied,
              {{"<r>\n  <location path='p'>\n    <w>\n      <s>\n        <x/>\n      </s>\n    </w>\n"
                "  </location>\n  <b/>\n</r>\n",
                "<r>\n  <b/>\n</r>\n"},
               {"<r><location path='p'><w><x/></w></location><b/></r>", "<r><b/></r>"},
               {"<r>\n  <location path='p'>\n    <x/>\n  </location></r>\n", "<r>\n</r>\n"},
               {"<r>\n  <w a='1'>\n    <v>\n      <x/></v></w></r>", "<r>\n  <w a='1'>\n  </w></r>"},
               {"<r>\n  <w>\n    <!-- about x -->\n    <x/>\n  </w>\n  <b/>\n</r>", "<r>\n  <b/>\n</r>"}});
}

TEST(RemoveWithEmptiedAncestors, StopsAtWhatHoldsMore) {
  expect_each(without_emptied, {{"<r>\n  <w>\n    <s>\n      <x/>\n    </s>\n    <t/>\n  </w>\n</r>",
                                 "<r>\n  <w>\n    <t/>\n  </w>\n</r>"},
                                {"<r>\n  <w>\n    <!-- kept -->\n    <s>\n      <x/>\n    </s>\n  </w>\n</r>",
                                 "<r>\n  <w>\n    <!-- kept -->\n    <s>\n    </s>\n  </w>\n</r>"},
                                {"<r>\n  <w>\n    <!-- kept -->\n\n    <x/>\n  </w>\n</r>",
                                 "<r>\n  <w>\n    <!-- kept -->\n\n  </w>\n</r>"},
                                {"<r><w>t<x/></w></r>", "<r><w>t</w></r>"},
                                {"<r><w><x/><![CDATA[]]></w></r>", "<r><w><![CDATA[]]></w></r>"},
                                {"<r><w a=''><x/></w></r>", "<r><w a=''></w></r>"},
                                {"<r><location path='p' overrideMode='Deny'><x/></location></r>",
                                 "<r><location path='p' overrideMode='Deny'></location></r>"},
                                {"<r><location allowOverride=''><x/></location></r>",
                                 "<r><location allowOverride=''></location></r>"},
                                {"<r><w path='p'><x/></w></r>", "<r><w path='p'></w></r>"}});
}

TEST(RemoveWithEmptiedAncestors, NeverTakesTheRoot) {
  EXPECT_EQ(without_emptied("<r>\n  <x/>\n</r>"), "<r>\n</r>");
  EXPECT_EQ(without_emptied("<r><w><x/></w></r>"), "<r></r>");
  EXPECT_EQ(without_emptied("<location path='p'><x/></location>"), "<location path='p'></location>");
}

TEST(RemoveWithEmptiedAncestors, GoesNotBeyondALocation) {
  EXPECT_EQ(without_emptied("<r><w><location path='p'><x/></location></w></r>"), "<r><w></w></r>");
}

TEST(RemoveWithEmptiedAncestors, KeepsALocationThatHasACommentAbove) {
  EXPECT_EQ(without_emptied("<r>\n  <!-- kept -->\n  <location path='p'>\n    <x/>\n  </location>\n</r>"),
            "<r>\n  <!-- kept -->\n  <location path='p'>\n  </location>\n</r>");
}

TEST(RemoveWithEmptiedAncestors, LeavesWhatWasEmptyBefore) {
  EXPECT_EQ(without_emptied("<r>\n  <w>\n    <e></e>\n    <x/>\n  </w>\n</r>"),
            "<r>\n  <w>\n    <e></e>\n  </w>\n</r>");
}

TEST(ChildIndent, IsThatOfTheLastChildOnALineOfItsOwn) {
  expect_each(indent_of_child, {{"<x>\n  <b/>\n     <c/>\n</x>", "     "},
                                {"<x>\n  <b/>\n\t<!-- c -->\n</x>", "\t"},
                                {"<x>\n  <b/> <!-- c -->\n</x>", "  "},
                                {"<x>\n<b/>\n</x>", ""}});
}

TEST(ChildIndent, IsOneUnitMoreThanTheParentOtherwise) {
  expect_each(indent_of_child, {{"<a>\n   <x/>\n</a>", "      "},
                                {"<a>\n\t<b>\n\t\t<x></x>\n\t</b>\n</a>", "\t\t\t"},
                                {"<a>\n  <b><x/></b>\n</a>", "    "},
                                {"<a>\n  <x><!-- about x -->\n  </x>\n</a>", "    "},
                                {"<a>\n  <x><b/>\n  </x>\n</a>", "    "},
                                {"<x/>", "    "},
                                {"<a>\n<b/>\n<x/>\n</a>", ""}});
}

TEST(IndentUnit, IsTheMostFrequentStep) {
  expect_each(unit_of, {{"<a>\n  <b/>\n  <b>\n    <c/>\n  </b>\n   <d/>\n</a>", "  "},
                        {"<a>\n\t<b>\n\t\t<c/>\n\t</b>\n</a>", "\t"},
                        {"<a>\n    <b>\n\t<c/>\n    </b>\n</a>", "    "},
                        {"<a>\n  <b>\n\t\t\t<c/>\n  </b>\n</a>", "  "}});
}

TEST(IndentUnit, IsNothingWhereMostElementsAreNotIndented) {
  EXPECT_EQ(unit_of("<a>\n<b/>\n<b/>\n  <c/>\n</a>"), "");
  EXPECT_EQ(unit_of("<a>\n<b/>\n  <c/>\n</a>"), "  ");
}

TEST(IndentUnit, IsFourBlanksWhereThereIsNothingToGoBy) {
  EXPECT_EQ(unit_of("<a/>"), "    ");
  EXPECT_EQ(unit_of("<a><b/><c><d/></c></a>"), "    ");
}

TEST(Remove, KeepsACommentBehindItFromStandingAboveTheNextElement) {
  expect_each(without_x, {{"<a>\n  <x/> <!-- c -->\n  <b/>\n</a>", "<a>\n  <!-- c -->\n\n  <b/>\n</a>"},
                          {"<a><x/><!-- c --><b/></a>", "<a><!-- c -->\n\n<b/></a>"},
                          {"<a><b/><x/><!-- c --><b/></a>", "<a><b/><!-- c --><b/></a>"},
                          {"<a>\n  <x/> <!-- c -->\n</a>", "<a>\n  <!-- c -->\n</a>"}});
}

}  // namespace
}  // namespace certlift::xml
