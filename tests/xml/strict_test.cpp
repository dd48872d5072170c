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
using testing::Not;
using text::Span;

/// What strict() says: "3:5 message", or "" if it accepts the text.
std::string refusal(std::string_view text) {
  const auto outline = strict(text);
  if (outline) return "";
  EXPECT_EQ(outline.error().code, ErrorCode::not_understood);
  return std::to_string(outline.error().line) + ":" + std::to_string(outline.error().column) + " " +
         outline.error().message;
}

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
  for (const ElementSpans& element : outline.elements) {
    tags.emplace_back(element.start_tag.of(text), element.end_tag.of(text));
  }
  const std::vector<std::pair<std::string, std::string>> expected{
      {"<a x='1'>", "</a>"}, {"<b/>", ""}, {"<c >", "</c >"}};
  EXPECT_EQ(tags, expected);
  EXPECT_EQ(outline.elements[1].end_tag.begin, outline.elements[1].start_tag.end);
}

TEST(Strict, RecordsCommentsCdataAndQuotedValuesInOrder) {
  const std::string text =
      "<?xml version=\"1.0\"?><!-- - --><a x = '--&gt;'><![CDATA[]]]]><b y=\"\"/><?p i?></a><!---->";
  EXPECT_THAT(pieces(text, outline_of(text).verbatim),
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
      "<a:b.c-d_e1 x:y='1'/>",
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

TEST(Strict, SaysWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "1:1 the file is empty"},
      {" \n ", "2:2 the file holds no element"},
      {"<!-- -->", "1:9 the file holds no element"},
      {"<a>\n  <site name='x'>\n    <b/>\n",
       "4:1 element <site> is never closed; it was opened at line 2, column 3"},
      {"<a>\n\t<site>\n\t</sites>\n</a>",
       "3:2 expected </site> (opened at line 2, column 2) but found </sites>"},
      {"<a/>\n</a>", "2:1 the end tag </a> closes nothing; remove it"},
      {"<a/>\n<b/>", "2:1 <b> stands after the end of the root element; a file has one root element"},
      {"<a/>\nx", "2:1 there is text after the root element; remove it"},
      {"x<a/>", "1:1 there is text before the root element; remove it"},
      {"<a>\n<add name='1' value='2' name='3'/></a>", "2:25 attribute 'name' is there twice on <add>"},
      {"<a b='x & y'/>", "1:9 '&' must be written as &amp;"},
      {"<a>x &y; z</a>",
       "1:6 this entity is not defined (XML has amp, lt, gt, quot and apos); '&' itself is written as &amp;"},
      {"<a>&#2;</a>", "1:4 this reference names a character that XML does not allow; remove it"},
      {"<a>1 < 2</a>", "1:6 '<' must be written as &lt; where it begins no tag"},
      {"<a>\n<b c='1\n<d e='2'/></a>",
       "3:1 the value of 'c' on <b> holds '<': write it as &lt;, or close the quote that line 2, column 6 "
       "opens"},
      {"<a b='1'c='2'/>", "1:9 in <a>, white space, '>' or '/>' must come here"},
      {"<a b c='1'/>", "1:6 an attribute of <a> has no '=' and no value"},
      {"<a b=1/>", "1:6 an attribute of <a> has a value that does not stand in quotes"},
      {"<a b='1'\n  <c/>", "2:3 <a> is not closed: '>' or '/>' must come here, or an attribute"},
      {"<a></a x>", "1:8 '>' is missing in </a>"},
      {"<a>]]></a>", "1:4 ']]>' must be written as ]]&gt; in text"},
      {"<a>\n<!-- x -- y --></a>",
       "2:8 '--' must not stand in a comment; the comment began at line 2, column 1"},
      {"<!DOCTYPE a []><a/>", "1:1 the file has a DOCTYPE, which no IIS configuration needs; remove it"},
      {"<a><!x></a>", "1:4 '<!' begins neither a comment nor a CDATA section"},
      {"<![CDATA[x]]><a/>", "1:1 a CDATA section must stand inside the root element"},
      {"\n<?xml version='1.0'?><a/>", "2:1 the XML declaration must stand at the very beginning of the file"},
      {"<?XML version='1.0'?><a/>", "1:1 '<?xml' must be written in small letters"},
      {"<? p?><a/>", "1:1 '<?' must be followed by a name"},
      {"<?p*?><a/>", "1:4 white space must follow <?p"},
      {"<?xml version='1.1'?><a/>", "1:16 the file is not XML 1.0, the only version IIS and certlift read"},
      {"<?xml encoding='utf-8'?><a/>", "1:7 the XML declaration must begin with version=\"1.0\""},
      {"<?xml version 1.0?><a/>",
       "1:15 in the XML declaration, 'version' must be followed by '=' and a value in quotes"},
      {"<?xml version='1.0' x='y'?><a/>",
       "1:21 the XML declaration holds more than version, encoding and standalone, in this order"},
      {"<?xml version='1.0' standalone='x'?><a/>",
       "1:33 'standalone' in the XML declaration must be 'yes' or 'no'"},
      {"<?xml version='1.0' encoding='1'?><a/>",
       "1:31 the 'encoding' in the XML declaration is no name of an encoding"},
      {"<?xml version='1.0' encoding='EUC-JP'?><a/>",
       "1:31 the file says it is in 'EUC-JP', which certlift cannot read; save it as UTF-8 and say so"},
      {"<?xml version='1.0' encoding='windows-1252'?><a b='\xC3\xA4'/>",
       "1:31 the file says it is in 'windows-1252' but is in UTF-8; correct the 'encoding' in the XML "
       "declaration"},
      {"<a>\xC3\xA4\n\xC3\xA4\x07</a>", "2:2 the character U+0007 must not stand in XML; remove it"},
      {"<a>\xC3\xA4 \xE4</a>", "1:6 the file is not in UTF-8 here; save it as UTF-8"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message) << text;
}

TEST(Strict, SaysWhatACutFileEndsIn) {
  const std::string whole = "<a>\n <b c = 'd' ><!-- e --><![CDATA[f]]><?g h?></b ></a>";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"<a>\n <", "2:3 the file ends in the middle of a tag, which began at line 2, column 2"},
      {"<a>\n <b", "2:4 the file ends in the middle of the tag <b>, which began at line 2, column 2"},
      {"<a>\n <b c", "2:6 the file ends in the middle of the tag <b>, which began at line 2, column 2"},
      {"<a>\n <b c = ", "2:9 the file ends in the middle of the tag <b>, which began at line 2, column 2"},
      {"<a>\n <b c = 'd",
       "2:11 the file ends in the middle of the value of 'c' on <b>, which began at line 2, column 9"},
      {"<a>\n <b c = 'd' ><!-",
       "2:17 the file ends in the middle of a tag, which began at line 2, column 14"},
      {"<a>\n <b c = 'd' ><!-- e -",
       "2:22 the file ends in the middle of a comment, which began at line 2, column 14"},
      {"<a>\n <b c = 'd' ><!-- e --",
       "2:23 the file ends in the middle of a comment, which began at line 2, column 14"},
      {"<a><![CDATA[f]]",
       "1:16 the file ends in the middle of a CDATA section, which began at line 1, column 4"},
      {"<a><?g h?",
       "1:10 the file ends in the middle of an instruction ('<?'), which began at line 1, column 4"},
      {"<a></", "1:6 the file ends in the middle of an end tag, which began at line 1, column 4"},
      {"<a></a ", "1:8 the file ends in the middle of an end tag, which began at line 1, column 4"},
      {"<?xml version='1.0' enc",
       "1:24 the file ends in the middle of the XML declaration, which began at line 1, column 1"},
      {"<?xml version='1.0'?",
       "1:21 the file ends in the middle of the XML declaration, which began at line 1, column 1"},
      {"<?xml ver",
       "1:10 the file ends in the middle of the XML declaration, which began at line 1, column 1"},
      {"<?xml version",
       "1:14 the file ends in the middle of the XML declaration, which began at line 1, column 1"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message) << text;
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(refusal(whole.substr(0, size)), "") << size;
  EXPECT_EQ(refusal(whole), "");
}

TEST(Strict, NeverShowsAValue) {
  const std::vector<std::string> texts{
      "<add password='hunter2' password='hunter2'/>",
      "<add password='hunter2&'/>",
      "<add password='&hunter2;'/>",
      "<add password='hunter2<'/>",
      "<add password='hunter2",
      "<add password=hunter2/>",
      "<add password='x'hunter2'/>",
      "<add password='x' hunter2'/>",
      "<add password='x' hunter2=='/>",
      "<add name='x password=' hunter2' />",
      "<add password='hunter2'></ad>",
      "<add password='hunter2\x01'/>",
      "<add password='hunter2'>hunter2",
      "<add/>hunter2",
  };
  for (const std::string& text : texts) {
    EXPECT_NE(refusal(text), "") << text;
    EXPECT_THAT(refusal(text), Not(HasSubstr("hunter2"))) << text;
  }
}

TEST(Strict, ShowsOnlyTheBeginningOfAVeryLongName) {
  const std::string name = "x" + repeated("\xC3\xA4", 5000);
  const std::string message = refusal("<" + name + "></b>");
  EXPECT_THAT(message, HasSubstr("expected </x\xC3\xA4"));
  EXPECT_LT(message.size(), 200U);
  EXPECT_THAT(message, HasSubstr("\xC3\xA4...>"));
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

TEST(Strict, ReadsAVeryLongValue) {
  const std::string value = repeated("x", 20'000'000);
  const std::string text = "<a b='" + value + "'/>";
  const Outline outline = outline_of(text);
  ASSERT_EQ(outline.verbatim.size(), 1U);
  EXPECT_EQ(outline.verbatim[0].size(), value.size() + 2);
}

}  // namespace
}  // namespace certlift::xml
