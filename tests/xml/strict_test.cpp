#include "xml/strict.h"

#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

using testing::HasSubstr;
using text::Span;

Outline outline_of(std::string_view text) {
  auto outline = strict(text);
  EXPECT_TRUE(outline) << refusal(text);
  return outline ? *std::move(outline) : Outline{};
}

std::vector<std::string> pieces(std::string_view text, const std::vector<Span>& spans) {
  std::vector<std::string> result;
  for (const Span span : spans) result.emplace_back(span.of(text));
  return result;
}

TEST(Strict, RecordsTheSpansOfEveryElementInDocumentOrder) {
  const std::string text = "<?xml version=\"1.0\"?>\n<a x='1'><b/><c >t</c ></a>\n";
  const Outline outline = outline_of(text);
  std::vector<std::pair<std::string, std::string>> tags;
  for (const ElementParts& element : outline.elements) {
    tags.emplace_back(element.start_tag().of(text), element.end_tag().of(text));
  }
  const std::vector<std::pair<std::string, std::string>> expected{
      {"<a x='1'>", "</a>"}, {"<b/>", ""}, {"<c >", "</c >"}};
  EXPECT_EQ(tags, expected);
  EXPECT_EQ(outline.elements[1].end_tag_begin, outline.elements[1].start_tag_end);
}

TEST(Strict, RecordsCommentsCdataAndQuotedValuesInOrder) {
  const std::string text =
      "<?xml version=\"1.0\"?><!-- - --><a x = '--&gt;'><![CDATA[]]]]><b y=\"\"/><?p i?></a><!---->";
  EXPECT_THAT(pieces(text, outline_of(text).verbatim()),
              testing::ElementsAre("<!-- - -->", "'--&gt;'", "<![CDATA[]]]]>", "\"\"", "<!---->"));
}

TEST(Strict, AcceptsWhatXmlAllows) {
  const std::vector<std::string> texts{
      "<a/>",
      "<a></a>",
      "<a\n/>",
      "<a\tb\n=\r\n'x'  c=\"y\"/>",
      "<a></a\r\n>",
      "  <a/>  ",
      "\n<!-- c -->\n<?p?>\n<a/><?p x?>\n<!-- -->\n",
      "<?xml version='1.0'?><a/>",
      "<?xml version = \"1.0\" encoding = 'utf-8' standalone='yes' ?><a/>",
      "<?xml version=\"1.0\" standalone=\"no\"?><a/>",
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<a x=\"\xC3\xA4\"/>",
      "<?xml version=\"1.0\" encoding=\"Windows-1252\"?>\n<a/>",
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a/>",
      "<?xml version=\"1.0\" encoding=\"us-ascii\"?>\n<a/>",
      "<?xml-stylesheet href='x'?><a/>",
      "<?xmlish?><a/>",
      "<a>&amp;&lt;&gt;&quot;&apos;&#9;&#x10FFFF;&#xd;&#65;&#xAf;</a>",
      "<a b='&amp;&#xA;>]]>--'/>",
      "<a>] ]] ]> > ' \" --</a>",
      "<a>]<b/>]]</a>",
      "<a><![CDATA[<b>&x;]]]></a>",
      "<a><![CDATA[]]></a>",
      "<!-- & < > ]]> - -x --><a/>",
      "<a:b.c-d_e1 xmlns:a='u' xml:y='1'/>",
      "<_/>",
      "<\xC3\x84\xC2\xB7 \xE2\x80\x8C='\xF0\x9F\x98\x80'/>",
      "<\xF0\x90\x80\x80>\xEF\xBF\xBD</\xF0\x90\x80\x80>",
      "<a>\xC2\x80\x7F</a>",
      "<a x='' y=''/>",
  };
  for (const std::string& text : texts) EXPECT_EQ(refusal(text), "") << text;
}

TEST(Strict, RefusesWhatIsNotWellFormed) {
  const std::vector<std::string> texts{
      "a",
      "<",
      "<>",
      "< a/>",
      "<1/>",
      "<-a/>",
      "<a",
      "<a>",
      "<a/",
      "<a/ >",
      "<a//>",
      "<a></a",
      "<a></a/>",
      "<a></ a>",
      "</a>",
      "<a></b>",
      "<a><b></a></b>",
      "<a/><b/>",
      "<a/>x",
      "x<a/>",
      "<a/>&amp;",
      "<a/></a>",
      "<a b/>",
      "<a b=/>",
      "<a b=c/>",
      "<a b='c/>",
      "<a b='<'/>",
      "<a b='&'/>",
      "<a b='1'c='2'/>",
      "<a b='1' b='2'/>",
      "<a =''/>",
      "<a 'x'/>",
      "<a b='x\"/>",
      "<a.b\xC3\x97/>",
      "<\xC2\xB7/>",
      "<a \xCC\x80='x'/>",
      "<a>&</a>",
      "<a>& </a>",
      "<a>&amp</a>",
      "<a>&nbsp;</a>",
      "<a>&#;</a>",
      "<a>&#x;</a>",
      "<a>&#xG;</a>",
      "<a>&#1;</a>",
      "<a>&#0;</a>",
      "<a>&#xD800;</a>",
      "<a>&#xFFFE;</a>",
      "<a>&#x110000;</a>",
      "<a>&#99999999999999999999999999;</a>",
      "<a>&#4294967361;</a>",
      "<a>&#X41;</a>",
      "<a>& amp;</a>",
      "<a>]]></a>",
      "<a>]]]></a>",
      "<!-- -- --><a/>",
      "<!-- --- ><a/>",
      "<!----->",
      "<!--->",
      "<a><!-- </a>",
      "<a><![CDATA[</a>",
      "<![CDATA[]]><a/>",
      "<a/><![CDATA[]]>",
      "<a><![cdata[]]></a>",
      "<a><!x></a>",
      "<!DOCTYPE a><a/>",
      "<a><?xml version='1.0'?></a>",
      " <?xml version='1.0'?><a/>",
      "<?XML version='1.0'?><a/>",
      "<a/><?xMl?>",
      "<a><? p?></a>",
      "<a><?p</a>",
      "<a><?p;?></a>",
      "<a><?"
      "?></a>",
      "<?xml?><a/>",
      "<?xml ?><a/>",
      "<?xml version='1.1'?><a/>",
      "<?xml version='1.0\"?><a/>",
      "<?xml version='1.0'encoding='utf-8'?><a/>",
      "<?xml encoding='utf-8'?><a/>",
      "<?xml encoding='utf-8' version='1.0'?><a/>",
      "<?xml version='1.0' standalone='yes' encoding='utf-8'?><a/>",
      "<?xml version='1.0' standalone='maybe'?><a/>",
      "<?xml version='1.0' standalone=''?><a/>",
      "<?xml version='1.0' encoding=''?><a/>",
      "<?xml version='1.0' encoding='8'?><a/>",
      "<?xml version='1.0' encoding='ebcdic-cp-us'?><a/>",
      "<?xml version='1.0' Encoding='utf-8'?><a/>",
      "<?xml version='1.0'><a/>",
      "<?xml version='1.0' ? ><a/>",
      "<?xml version='1.0'?",
      "<?xml version=\"",
      "<a>\x01</a>",
      "<a b='\x1F'/>",
      "<!--\x08--><a/>",
      std::string("<a>\0</a>", 8),
      "<a>\xEF\xBF\xBE</a>",
      "<a>\xEF\xBF\xBF</a>",
      "<a>\x80</a>",
      "<a>\xC0\x80</a>",
      "<a>\xC1\xBF</a>",
      "<a>\xE0\x9F\xBF</a>",
      "<a>\xED\xA0\x80</a>",
      "<a>\xF0\x8F\xBF\xBF</a>",
      "<a>\xF4\x90\x80\x80</a>",
      "<a>\xF5\x80\x80\x80</a>",
      "<a>\xC3</a>",
      "<a/>\xE2\x82",
      "<a>\xE4</a>",
      "\xEF\xBB\xBF<a/>",
      "\xFF\xFE<a/>",
  };
  for (const std::string& text : texts) EXPECT_NE(refusal(text), "") << text;
}

TEST(Strict, FindsARepeatedNameAmongManyAttributes) {
  std::string attributes;
  for (int index = 0; index < 200'000; ++index) attributes += " a" + std::to_string(index) + "=''";
  EXPECT_EQ(refusal("<x" + attributes + "/>"), "");
  EXPECT_THAT(refusal("<x" + attributes + " a77='' a3=''/>"),
              HasSubstr("attribute 'a77' is there twice on <x>"));
  EXPECT_THAT(refusal("<x a='' b='' c='' d='' e='' f='' g='' h='' i='' c='' a=''/>"),
              HasSubstr("1:49 attribute 'c' is there twice"));
}

TEST(Strict, ReadsVeryDeepTrees) {
  constexpr std::size_t depth = 1'000'000;
  const std::string text = repeated("<a>", depth) + repeated("</a>", depth);
  EXPECT_EQ(outline_of(text).elements.size(), depth);
  EXPECT_THAT(refusal(repeated("<a>", depth)), HasSubstr("element <a> is never closed"));
}

TEST(Strict, RefusesMoreThanAnOffsetCanSayBeforeItReadsAByte) {
  const std::string text = "<a/>";
  EXPECT_THAT(refusal(std::string_view(text.data(), longest_text + 1)), HasSubstr("longer than 4 GiB"));
}

TEST(Strict, ReadsAVeryLongValue) {
  const std::string value = repeated("x", 20'000'000);
  const std::string text = "<a b='" + value + "'/>";
  const Outline outline = outline_of(text);
  ASSERT_EQ(outline.attributes.size(), 1U);
  EXPECT_EQ(outline.attributes[0].value().size(), value.size());
}

}  // namespace
}  // namespace certlift::xml
