#include "render/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::render {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> secrets_in(std::string_view text) {
  std::vector<std::string> secrets;
  for (const text::Span span : secrets_of(text)) secrets.emplace_back(span.of(text));
  return secrets;
}

TEST(Secrets, AreTheValuesOfAttributesThatAreNamedSo) {
  EXPECT_THAT(secrets_in(R"(<add password="a1" userName="b" />)"), ElementsAre("a1"));
  EXPECT_THAT(
      secrets_in(R"(<x sessionKey='a1' validationKey="a2" decryptionKey="a3" connectionString="a4">)"),
      ElementsAre("a1", "a2", "a3", "a4"));
  EXPECT_THAT(secrets_in(R"(<x proxyPassword="a1" PASSWORD="a2" PassWord = "a3" passwordFormat="b">)"),
              ElementsAre("a1", "a2", "a3"));
}

TEST(Secrets, AreWhateverIsEncrypted) {
  EXPECT_THAT(secrets_in(R"(<x foo="[enc:Aes:YQ==:enc]" bar="pre[ENC:x]post">)"),
              ElementsAre("[enc:Aes:YQ==:enc]", "pre[ENC:x]post"));
  EXPECT_THAT(secrets_in("<x>see [enc:Aes:YQ==:enc] there</x>"), ElementsAre("[enc:Aes:YQ==:enc]"));
  EXPECT_THAT(secrets_in("<x>[enc:never closed"), ElementsAre("[enc:never closed"));
}

TEST(Secrets, MayHoldTheOtherQuoteAndLineEnds) {
  EXPECT_THAT(secrets_in("<x password=\"a'1\r\n a2>\" b='c'/>"), ElementsAre("a'1\r\n a2>"));
  EXPECT_THAT(secrets_in("<x password='a\"1'/>"), ElementsAre("a\"1"));
  EXPECT_THAT(secrets_in("<x password\n=\n'a1'/>"), ElementsAre("a1"));
}

TEST(Secrets, OfAnEmptyValueAreNone) {
  EXPECT_THAT(secrets_in(R"(<x password="" sessionKey='' />)"), IsEmpty());
}

TEST(Secrets, OfSharedConfigurationIncludeTheUser) {
  EXPECT_THAT(
      secrets_in(R"(<configurationRedirection enabled="true" path="p" userName="a1" password="a2" />)"),
      ElementsAre("a1", "a2"));
  EXPECT_THAT(secrets_in(R"(<!-- <configurationRedirection userName="a1" password="a2" /> -->)"),
              ElementsAre("a1", "a2"));
}

TEST(Secrets, AreValuesWhoseNameStandsBesideThem) {
  EXPECT_THAT(secrets_in(R"(<environmentVariable name="DB_PASSWORD" value="a1" />)"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in(R"(<add value="a1" key="ShopConnectionStringOld" />)"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in(R"(<add key="colour" value="blue" />)"), IsEmpty());
}

TEST(Secrets, AreValuesThatHoldSome) {
  EXPECT_THAT(secrets_in(R"(<add key="db" value="Server=s;Password=a1;User=u" />)"),
              ElementsAre("Server=s;Password=a1;User=u"));
  EXPECT_THAT(secrets_in(R"(<add key="db" value="password=&quot;a1&quot;" />)"),
              ElementsAre("password=&quot;a1&quot;"));
}

TEST(Secrets, StandInCommentsToo) {
  EXPECT_THAT(secrets_in(R"(<!-- <add password="a1" name='PASSWORD' value='a2'/> password = 'a3' -->)"),
              ElementsAre("a1", "a2", "a3"));
  EXPECT_THAT(secrets_in("<!-- password=a1 and password=&quot;a 2&quot; -->"), ElementsAre("a1", "a 2"));
  EXPECT_THAT(secrets_in("<!-- password=\"a1 --><x y=\"z\"/>"), ElementsAre("a1 "));
  EXPECT_THAT(secrets_in("<![CDATA[ <x password=\"a1\"> ]]><?pi password='a2'?>"), ElementsAre("a1", "a2"));
}

TEST(Secrets, AreFoundBehindQuotesThatBelongToNothing) {
  EXPECT_THAT(secrets_in(R"(<!-- note=" <add password="a1"/> -->)"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in(R"(<!-- it's password=' --><x password="a1"/>)"), ElementsAre(" ", "a1"));
  EXPECT_THAT(secrets_in(R"(<!-- x=" --><x password="a1"/>)"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in(R"(<x y="<!--" password="a1"/>)"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in(R"(<!-- password='a password="se'cret" -->)"), ElementsAre("a password=\"se'cret"));
}

TEST(Secrets, AreTheTextOfElementsThatAreNamedSo) {
  EXPECT_THAT(secrets_in("<password> a1 </password><b>c</b>"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in("<password><![CDATA[a1]]></password>"), ElementsAre("a1"));
}

TEST(Secrets, ArePiecesOfBrokenXmlToo) {
  EXPECT_THAT(secrets_in("<add password=\"a1"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in("password=\"a1\" />"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in("<add = \"x\" ' password='a1'>"), ElementsAre("a1"));
  EXPECT_THAT(secrets_in("<"), IsEmpty());
  EXPECT_THAT(secrets_in("<!--"), IsEmpty());
  EXPECT_THAT(secrets_in("<a b="), IsEmpty());
  EXPECT_THAT(secrets_in("password="), IsEmpty());
}

TEST(Secrets, AreFoundInTimeForTheLengthOfTheText) {
  std::string equals, tags, comments, opened;
  for (int i = 0; i < 200'000; ++i) {
    equals += "password=";
    tags += "<a b='";
    comments += "<!--x=\"-->";
    opened += "<!--";
  }
  EXPECT_EQ(secrets_of(equals).size(), 1u);
  EXPECT_THAT(secrets_of(tags), IsEmpty());
  EXPECT_THAT(secrets_of(comments), IsEmpty());
  EXPECT_THAT(secrets_of(opened), IsEmpty());
}

}  // namespace
}  // namespace certlift::render
