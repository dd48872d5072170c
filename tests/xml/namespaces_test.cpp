#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

using testing::HasSubstr;

TEST(Namespaces, AcceptsWhatIsDeclared) {
  const std::vector<std::string> texts{
      "<a xmlns='http://schemas.microsoft.com/.NetConfiguration/v2.0'/>",
      "<a xmlns=''/>",
      "<a xmlns='u'><b xmlns=''/></a>",
      "<a xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'><b xdt:Transform='Insert'/></a>",
      "<x:a xmlns:x='u'><x:b/></x:a>",
      "<a x:b='' xmlns:x='u'/>",
      "<a xml:space='preserve' xml:lang=''/>",
      "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
      "<a xmlns:xml='http://www.w3.org/XML/1998/name&#115;pace' xml:b=''/>",
      "<a xmlns:x='u' xmlns:y='v'><b x:c='' y:c='' c=''/></a>",
      "<a xmlns='u' xmlns:x='u' b='' x:b=''/>",
      "<a xmlns:x='u'><b xmlns:x='v' x:c=''/><x:d/></a>",
      "<a xmlns:x='u' xmlns:y='U'><b x:c='' y:c=''/></a>",
      "<a xmlns:xmln='u' xmln:b=''/>",
      "<?p q:r?><a>x:y<!-- x:y --></a>",
      "<a b='x:y z:'/>",
      "<xmlns/>",
  };
  for (const std::string& text : texts) EXPECT_EQ(refusal(text), "") << text;
}

TEST(Namespaces, SaysWhatBreaksThemAndWhere) {
  const auto no_name = [](const std::string& name) {
    return "'" + name + "' is no name: one colon may stand in it, between a prefix and the rest";
  };
  const auto undeclared = [](const std::string& name, const std::string& prefix) {
    return "the prefix of '" + name + "' is declared nowhere: declare it with xmlns:" + prefix +
           "=\"...\" here or further out, or remove it";
  };
  const std::string reserved = " gives a prefix or a namespace that is XML's own another meaning; remove it";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"<a>\n <x:b/></a>", "2:3 " + undeclared("x:b", "x")},
      {"<a b='' x:b=''/>", "1:9 " + undeclared("x:b", "x")},
      {"<a><b xmlns:x='u'/><x:c/></a>", "1:21 " + undeclared("x:c", "x")},
      {"<a><b xmlns:x='u'></b ><c x:c=''/></a>", "1:27 " + undeclared("x:c", "x")},
      {"<a xmlns:x='u'><b xmlns:x='v'/></a><!-- --><?x:y?>",
       "1:44 the name behind '<?' must not hold a colon"},
      {"<a:b:c xmlns:a='u'/>", "1:2 " + no_name("a:b:c")},
      {"<a b:c:d='' xmlns:b='u'/>", "1:4 " + no_name("b:c:d")},
      {"<a:/>", "1:2 " + no_name("a:")},
      {"<:a/>", "1:2 " + no_name(":a")},
      {"<:/>", "1:2 " + no_name(":")},
      {"<a xmlns:='u'/>", "1:4 " + no_name("xmlns:")},
      {"<a xmlns:b='u' b:1=''/>", "1:16 " + no_name("b:1")},
      {"<a xmlns:b='u' b:-c=''/>", "1:16 " + no_name("b:-c")},
      {"<a xmlns:x='u'><b xmlns:x=''/></a>",
       "1:19 'xmlns:x' declares a prefix as nothing, which XML 1.0 does not know; name a namespace, or "
       "remove "
       "it"},
      {"<a xmlns:xml='u'/>", "1:4 'xmlns:xml'" + reserved},
      {"<a xmlns:x='http://www.w3.org/XML/1998/namespace'/>", "1:4 'xmlns:x'" + reserved},
      {"<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "1:4 'xmlns'" + reserved},
      {"<a xmlns:x='http://www.w3.org/2000/xmlns/'/>", "1:4 'xmlns:x'" + reserved},
      {"<a xmlns='http://www.w3.org/2000/xmlns/'/>", "1:4 'xmlns'" + reserved},
      {"<a xmlns:x='http://www.w3.org/2000/xmln&#x73;/'/>", "1:4 'xmlns:x'" + reserved},
      {"<a xmlns:xmlns='u'/>", "1:4 'xmlns:xmlns' declares a prefix that XML reserves; remove it"},
      {"<xmlns:a/>", "1:2 an element must not have the prefix 'xmlns'; remove it"},
      {"<a xmlns:x='u' xmlns:y='u'>\n<b x:c='' y:c=''/></a>",
       "2:11 attribute 'y:c' is there twice, under two prefixes of one namespace; keep one"},
      {"<a xmlns:x='&amp;&lt;&gt;&quot;&apos;\n' xmlns:y='&#38;&#60;>\"&#x27; ' x:c='' y:c=''/>",
       "2:40 attribute 'y:c' is there twice, under two prefixes of one namespace; keep one"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message) << text;
}

TEST(Namespaces, ComeAfterWhatIsIllFormed) {
  EXPECT_THAT(refusal("<x:a><b></a>"), HasSubstr("expected </b>"));
}

/// Every element declares a prefix and uses that of the root; nothing is looked up level by level.
TEST(Namespaces, AreReadOnceHoweverDeepTheyAre) {
  constexpr std::size_t depth = 200'000;
  const std::string open = "<x:a xmlns:y='v' x:b='' y:b=''>", close = "</x:a>";
  const std::string inside = repeated(open, depth) + repeated(close, depth);
  EXPECT_EQ(refusal("<r xmlns:x='u'>" + inside + "</r>"), "");
  EXPECT_THAT(refusal("<r xmlns:x='u'>" + inside + "<y:a/></r>"), HasSubstr("the prefix of 'y:a'"));
}

}  // namespace
}  // namespace certlift::xml
