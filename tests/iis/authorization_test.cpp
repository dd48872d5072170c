#include "iis/authorization.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

AnonymousRuling ruling_of(const std::string& rules, const std::string& further_up = "") {
  const auto authorization = [](const std::string& entries) {
    return "<system.webServer><security><authorization>" + entries +
           "</authorization></security></system.webServer>";
  };
  const auto document = xml::Document::parse(
      "<configuration>" + authorization("<add accessType='Allow' users='*'/>" + further_up) +
      "<location path='S/A'>" + authorization(rules) + "</location></configuration>");
  EXPECT_TRUE(document) << document.error().message;
  return anonymous_access(HostConfig(*document), LocationPath("S/A")).ruling;
}

TEST(AnonymousAccess, IsDeniedByOneRuleHoweverItIsWritten) {
  for (const std::string rule :
       {"<add accessType='Deny' users='?'/>", "<add accessType='Deny' users='*'/>",
        "<add accessType='1' users='?'/>", "<add accessType='Deny' users=' bob , ? '/>",
        "<add accessType='Deny' users='?' roles=' ' verbs=' '/>",
        "<clear/><add accessType='Allow' users='bob, alice'/>", "<clear/>"})
    EXPECT_EQ(ruling_of(rule), AnonymousRuling::denied) << rule;
}

TEST(AnonymousAccess, IsDeniedAlsoWhereALowerLevelAllows) {
  EXPECT_EQ(ruling_of("<add accessType='Allow' users='?'/>", "<add accessType='Deny' users='?'/>"),
            AnonymousRuling::denied);
}

TEST(AnonymousAccess, StaysWhereTheRuleIsAboutOthers) {
  for (const std::string rule :
       {"", "<add accessType='Deny' users='bob'/>", "<add accessType='Deny' users=''/>",
        "<add accessType='Allow' users='bob'/>", "<clear/><add accessType='Allow' users='?'/>",
        "<clear/><add accessType='Allow' users='bob'/><add accessType='Allow' users='*'/>"})
    EXPECT_EQ(ruling_of(rule), AnonymousRuling::allowed) << rule;
}

TEST(AnonymousAccess, HangsOnVerbsRolesAndTheNameOfItsAccount) {
  for (const std::string rule :
       {"<add accessType='Deny' users='*' verbs='POST'/>", "<add accessType='Deny' users='*' roles='R'/>",
        "<add accessType='Deny' roles='R'/>", "<add accessType='Deny' users='HOST\\iusr'/>",
        "<clear/><add accessType='Allow' roles='R'/>", "<clear/><add accessType='Allow' users='IUSR'/>",
        "<clear/><add accessType='Allow' users='?' verbs='GET'/>"})
    EXPECT_EQ(ruling_of(rule), AnonymousRuling::conditional) << rule;
}

TEST(AnonymousAccess, IsNotSaidToBeDeniedByATagThatMayBeKeptFromThePath) {
  const auto ruling = [](const std::string& sites) {
    const auto document = xml::Document::parse(
        "<configuration>" + sites +
        "<location path='S' inheritInChildApplications='false'><system.webServer><security><authorization>"
        "<add accessType='Deny' users='?'/></authorization></security></system.webServer></location>"
        "</configuration>");
    EXPECT_TRUE(document) << document.error().message;
    return anonymous_access(HostConfig(*document), LocationPath("S/A")).ruling;
  };
  EXPECT_EQ(ruling(""), AnonymousRuling::allowed) << "it may be an application";
  EXPECT_EQ(ruling("<system.applicationHost><sites><site name='S'/></sites></system.applicationHost>"),
            AnonymousRuling::denied);
}

TEST(AnonymousAccess, IsDeniedInAnExcerptWhereNothingIsInherited) {
  const auto ruling = [](const std::string& rules) {
    const auto document = xml::Document::parse(
        "<configuration><location path='S/A'><system.webServer><security><authorization>" + rules +
        "</authorization></security></system.webServer></location></configuration>");
    return anonymous_access(HostConfig(*document), LocationPath("S/A")).ruling;
  };
  EXPECT_EQ(ruling("<clear/><add accessType='Allow' users='bob'/>"), AnonymousRuling::denied);
  EXPECT_EQ(ruling("<add accessType='Allow' users='bob'/>"), AnonymousRuling::allowed);
}

TEST(AnonymousAccess, NamesTheRuleThatDenies) {
  const auto document = xml::Document::parse(
      "<configuration><system.webServer><security><authorization>\n<add accessType='Deny' users='bob'/>\n"
      "<add accessType='Deny' users='?'/>\n</authorization></security></system.webServer></configuration>");
  const HostConfig config(*document);
  EXPECT_EQ(anonymous_access(config, LocationPath("S")).rule.position().line, 3U);
}

}  // namespace
}  // namespace certlift::iis
