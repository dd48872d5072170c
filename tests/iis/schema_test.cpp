#include "iis/schema.h"

#include "iis/host_config.h"
#include "iis/location.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace certlift::iis {
namespace {

std::vector<SchemaProblem> problems(const std::string& section) {
  const auto document = xml::Document::parse(section);
  EXPECT_TRUE(document) << document.error().message;
  return problems_of(document->root(), *Schema::built_in().section(section::iis_certificate_mapping));
}

std::string section(const std::string& attributes, const std::string& body) {
  return "<iisClientCertificateMappingAuthentication " + attributes + ">" + body +
         "</iisClientCertificateMappingAuthentication>";
}

std::string section_with(const std::string& entries) {
  return section("", "<oneToOneMappings>" + entries + "</oneToOneMappings>");
}

TEST(Schema, KnowsASectionThatUsesEverything) {
  EXPECT_TRUE(
      problems(
          section("enabled='True' logonMethod='Network' defaultLogonDomain='' lockItem='true'",
                  "<!-- c --><oneToOneMappings lockElements='clear'><clear/><add certificate='x' "
                  "enabled='false'/>"
                  "</oneToOneMappings><manyToOneMappings><add name='n' permissionMode='2' userName='u' "
                  "description='d' password='p'><rules><clear/><add certificateField='Issuer' "
                  "certificateSubField='O' matchCriteria='*' compareCaseSensitive='false'/></rules></add>"
                  "</manyToOneMappings>"))
          .empty());
}

TEST(Schema, DoesNotKnowWhatIisDoesNot) {
  for (const std::string& section :
       {section("configSource='a'", ""), section("Enabled='true'", ""), section("enabled='yes'", ""),
        section("logonMethod='ClearTxt'", ""), section("logonMethod='7'", ""),
        section("", "<onetoonemappings/>"), section("", "text"), section("", "<![CDATA[x]]>"),
        section_with("<remove certificate='c'/>"), section_with("<add certificate='c'><rules/></add>"),
        section_with("<add userName='u'/>"), section_with("<clear why='?'/>"),
        section("", "<manyToOneMappings><add name=''/></manyToOneMappings>"),
        section("", "<manyToOneMappings><add name='n' userName=''/></manyToOneMappings>"),
        section("",
                "<manyToOneMappings><add name='n'><rules><add certificateField='Subject' "
                "matchCriteria='*'/></rules>"
                "</add></manyToOneMappings>")})
    EXPECT_EQ(problems(section).size(), 1U) << section;
}

TEST(Schema, DoubtsNamesInAnotherLetterCase) {
  const auto of_access = [](const std::string& flags) {
    const auto document = xml::Document::parse("<access sslFlags='" + flags + "'/>");
    return problems_of(document->root(), *Schema::built_in().section(section::access));
  };
  for (const auto& [value, spelled] :
       {std::pair("ssl", "'Ssl'"), std::pair("SSL ,sslNegotiateCert", "'Ssl, SslNegotiateCert'"),
        std::pair("ssl,32", "'Ssl, 32'"), std::pair("Ssl, SSL128", "'Ssl, Ssl128'")}) {
    const auto found = of_access(value);
    ASSERT_EQ(found.size(), 1U) << value;
    EXPECT_EQ(found[0].kind, ProblemKind::letter_case) << value;
    EXPECT_TRUE(found[0].message.ends_with(std::string("write ") + spelled)) << found[0].message;
    EXPECT_NE(found[0].message.find("is '" + std::string(value) + "'"), std::string::npos);
  }
  for (const char* value : {"ssl, Nonsense", "", "ssl,", "ssl, 1024"}) {
    const auto found = of_access(value);
    ASSERT_EQ(found.size(), 1U) << value;
    EXPECT_EQ(found[0].kind, ProblemKind::fault) << value;
  }
  const auto method = problems(section("logonMethod='cleartext'", ""));
  ASSERT_EQ(method.size(), 1U);
  EXPECT_EQ(method[0].kind, ProblemKind::letter_case);
  EXPECT_EQ(problems(section("logonMethod='cleartext, Batch'", ""))[0].kind, ProblemKind::fault);
}

TEST(Schema, KeepsASecretThatIsANameInAnotherLetterCase) {
  const ElementSchema schema{"a",
                             {{.name = "pin",
                               .type = ValueType::enumeration,
                               .encrypted = true,
                               .values = {{.name = "Hidden", .value = 1}}}}};
  const auto document = xml::Document::parse("<a pin='hidden'/>");
  const auto found = problems_of(document->root(), schema);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(upper_case(found[0].message).find("HIDDEN"), std::string::npos);
}

TEST(Schema, PutsAFaultBeforeADoubt) {
  const auto both = problems(section("logonMethod='cleartext'", "<unknown/>"));
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].kind, ProblemKind::letter_case);
  EXPECT_EQ(gravest(both).kind, ProblemKind::fault);
  const auto doubts = problems(section("logonMethod='batch'", ""));
  EXPECT_EQ(&gravest(doubts), &doubts.front());
}

TEST(Schema, AsksOfADirectiveThatRemovesForTheKeyAlone) {
  const auto found = [](const std::string& directive) {
    const auto document = xml::Document::parse("<authorization>" + directive + "</authorization>");
    return problems_of(document->root(),
                       *Schema::built_in().section("system.webServer/security/authorization"))
        .size();
  };
  EXPECT_EQ(found("<remove users='*' roles='' verbs=''/>"), 0U);
  EXPECT_EQ(found("<add users='*' roles='' verbs=''/>"), 1U);
}

TEST(Schema, TakesNumbersBelowZero) {
  const ElementSchema schema{"e", {{.name = "n", .type = ValueType::integer}}};
  const auto found = [&](const std::string& value) {
    const auto document = xml::Document::parse("<e n='" + value + "'/>");
    return problems_of(document->root(), schema).size();
  };
  EXPECT_EQ(found("-1"), 0U);
  EXPECT_EQ(found("1"), 0U);
  EXPECT_EQ(found("-"), 1U);
  EXPECT_EQ(found("--1"), 1U);
}

TEST(Schema, NeverShowsASecretItDoesNotUnderstand) {
  const auto found = problems(section_with("<add certificate='c' Password='hunter2' enabled='si'/>"));
  ASSERT_EQ(found.size(), 2U);
  for (const SchemaProblem& problem : found) EXPECT_EQ(problem.message.find("hunter2"), std::string::npos);
}

TEST(Schema, ListsProblemsInDocumentOrder) {
  const auto found = problems(section_with("<add userName='a'/><add userName='b'/><what/>"));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_LT(found[0].offset, found[1].offset);
  EXPECT_LT(found[1].offset, found[2].offset);
}

TEST(ReadNamed, TakesNamesAndNumbersOfFlags) {
  const AttributeSchema& flags = Schema::built_in().section(section::access)->attributes.front();
  EXPECT_EQ(read_named("Ssl, SslNegotiateCert", flags), 40U);
  EXPECT_EQ(read_named("72", flags), 72U);
  EXPECT_EQ(read_named("None", flags), 0U);
  EXPECT_EQ(read_named("Ssl, Nonsense", flags), std::nullopt);
  EXPECT_EQ(read_named("1024", flags), std::nullopt);
  EXPECT_EQ(read_named("", flags), std::nullopt);
}

}  // namespace
}  // namespace certlift::iis
