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

TEST(StrictMessages, SaysWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "1:1 the file is empty"},
      {" \n ", "2:2 the file holds no element"},
      {"<!-- -->", "1:9 the file holds no element"},
      {"<a>\n\t<site>\n\t</sites>\n</a>",
       "3:2 expected </site> (opened at line 2, column 2) but found </sites>"},
      {"<a/>\n</a>", "2:1 the end tag </a> closes nothing; remove it"},
      {"<a/>\n<b/>", "2:1 <b> stands after the end of the root element; a file has one root element"},
      {"<a/>\nx", "2:1 there is text after the root element; remove it"},
      {"x<a/>", "1:1 the file begins with text, not with '<', so it is no XML; is it the right one?"},
      {"<!---->x<a/>", "1:8 there is text before the root element; remove it"},
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
      {"<!DOCTYPE html>\n<html/>",
       "1:1 this is an HTML page, not a configuration; a server's error page was probably saved in place of "
       "the "
       "file. Get the file itself"},
      {"<html>\n<p>a<br></p></html>",
       "1:1 this is an HTML page, not a configuration; a server's error page was probably saved in place of "
       "the "
       "file. Get the file itself"},
      {"<a>\n<<<<<<< HEAD\n<b/>\n=======\n>>>>>>> x\n</a>",
       "2:1 this line marks an unresolved merge conflict: up to the line '>>>>>>>' the file holds two "
       "versions of "
       "one passage. Keep one of them, and remove the lines '<<<<<<<', '=======' and '>>>>>>>'"},
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
      {"<a>\xED\xA0\x80</a>", "1:4 the file is not in UTF-8 here; save it as UTF-8"},
      {"<a>\xF4\x90\x80\x80</a>", "1:4 the file is not in UTF-8 here; save it as UTF-8"},
      {"<a>\xC3\xA4 \xE4</a>", "1:6 the file is not in UTF-8 here; save it as UTF-8"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message) << text;
}

TEST(StrictMessages, SaysWhatACutFileEndsIn) {
  const std::string cut =
      ": the file looks cut off here; the newest good copy may be among certlift's backups (certlift "
      "backups), in "
      "%SystemDrive%\\inetpub\\history or in %windir%\\System32\\inetsrv\\backup";
  const std::string whole = "<a>\n <b c = 'd' ><!-- e --><![CDATA[f]]><?g h?></b ></a>";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"<a>\n  <site name='x'>\n    <b/>\n",
       "4:1 element <site> is never closed; it was opened at line 2, column 3"},
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
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message + cut) << text;
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(refusal(whole.substr(0, size)), "") << size;
  EXPECT_EQ(refusal(whole), "");
}

TEST(StrictMessages, NeverShowsAValue) {
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

TEST(StrictMessages, ShowsOnlyTheBeginningOfAVeryLongName) {
  const std::string name = "x" + repeated("\xC3\xA4", 5000);
  const std::string message = refusal("<" + name + "></b>");
  EXPECT_THAT(message, HasSubstr("expected </x\xC3\xA4"));
  EXPECT_LT(message.size(), 200U);
  EXPECT_THAT(message, HasSubstr("\xC3\xA4...>"));
}

}  // namespace
}  // namespace certlift::xml
