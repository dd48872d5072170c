#include "plan/section_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string mapping_path =
    "system.webServer/security/authentication/iisClientCertificateMappingAuthentication";

std::vector<SectionState> states_of(const std::string& text) {
  const auto document = xml::Document::parse(text);
  EXPECT_TRUE(document) << text;
  return section_states(iis::HostConfig(*document));
}

std::vector<std::string> differences(const std::string& before, const std::string& after) {
  std::vector<std::string> texts;
  for (const SectionChange& change : section_changes(states_of(before), states_of(after)))
    texts.push_back(text_of(change));
  return texts;
}

/// A configuration with these sections' text in `system.webServer` at Shop.
std::string shop(const std::string& sections, const std::string& tag = "path=\"Shop\"") {
  return "<configuration>\n  <system.webServer>\n    <modules />\n  </system.webServer>\n  <location " + tag +
         ">\n    <system.webServer>\n" + sections +
         "\n    </system.webServer>\n  </location>\n</configuration>\n";
}

std::string mapped(const std::string& adds) {
  return shop(
      "<security><authentication><iisClientCertificateMappingAuthentication>\n<oneToOneMappings>\n" + adds +
      "\n</oneToOneMappings>\n</iisClientCertificateMappingAuthentication></authentication></security>");
}

std::string add(const std::string& attributes) {
  return "<add certificate=\"QQ==\" " + attributes + " />";
}

TEST(SectionState, NamesEverySectionInDocumentOrder) {
  std::vector<std::string> names;
  for (const SectionState& state : states_of(shop("<b />\n<security>\n<access />\n</security>\n<a>\n</a>")))
    names.push_back(state.location + "|" + state.section + "|" + std::to_string(state.extent.lines));
  EXPECT_THAT(names, ElementsAre("|system.webServer/modules|1", "Shop|system.webServer/b|1",
                                 "Shop|system.webServer/security/access|1", "Shop|system.webServer/a|2"));
}

TEST(SectionState, CountsTheMappingsOfAMappingSection) {
  const auto states = states_of(mapped(add("userName=\"a\"") + add("userName=\"b\"")));
  EXPECT_EQ(states.back().section, mapping_path);
  EXPECT_EQ(states.back().extent, (Extent{.lines = 5, .mappings = 2}));
  EXPECT_EQ(states.front().extent.mappings, std::nullopt);
}

TEST(SectionState, SaysWhatHasChangedAndByHowMuch) {
  const std::string before = shop("<a />\n<b x=\"1\" />\n<c>\n</c>");
  EXPECT_THAT(differences(before, before), IsEmpty());
  EXPECT_THAT(differences(before, shop("<a />\n<b x=\"2\" />\n<c>\n\n</c>\n<d />")),
              ElementsAre("'Shop' system.webServer/b changed: 1 line as before, with other content",
                          "'Shop' system.webServer/c changed: 2 lines then, 3 now",
                          "'Shop' system.webServer/d was added (1 line)"));
  EXPECT_THAT(differences(before, shop("<c>\n</c>\n  <a />")),
              ElementsAre("'Shop' system.webServer/b was removed (1 line)"));
  EXPECT_THAT(differences("<configuration><system.webServer><a/></system.webServer></configuration>",
                          "<configuration/>"),
              ElementsAre("the server's system.webServer/a was removed (1 line)"));
  EXPECT_THAT(differences(mapped(add("userName=\"a\"")),
                          mapped(add("userName=\"a\"") + "\n" + add("userName=\"b\""))),
              ElementsAre("'Shop' " + mapping_path + " changed: 1 mapping then, 2 now"));
}

TEST(SectionState, TellsSectionsApartThatAreStoredTwice) {
  EXPECT_THAT(differences(shop("<a />\n<a x=\"1\" />"), shop("<a />\n<a x=\"2\" />")),
              ElementsAre("'Shop' system.webServer/a changed: 1 line as before, with other content"));
  EXPECT_THAT(differences(shop("<a />\n<a />"), shop("<a />")),
              ElementsAre("'Shop' system.webServer/a was removed (1 line)"));
}

TEST(SectionState, ComparesPathsAsIisDoes) {
  EXPECT_THAT(differences(shop("<a />"), shop("<a />", "path=\"SHOP\"")),
              ElementsAre("'Shop' system.webServer/a changed: 1 line as before, with other content"));
}

TEST(SectionState, SeesThatALocationTagLocksItsSectionsNow) {
  EXPECT_THAT(differences(shop("<a />"), shop("<a />", "path=\"Shop\" overrideMode=\"Deny\"")),
              ElementsAre("'Shop' system.webServer/a changed: 1 line as before, with other content"));
}

TEST(SectionState, GivesNoHintAtAPlainPassword) {
  for (const std::string other :
       {"Winter2021", "x", "&quot;a&quot; b", "password=1", "[enc:not really", "***"}) {
    const auto with = [](const std::string& password) {
      return mapped(add("userName=\"a\" password=\"" + password + "\""));
    };
    EXPECT_EQ(states_of(with("Spring2019")), states_of(with(other))) << other;
  }
  EXPECT_EQ(states_of(shop("<a><!-- <add password='x' /> --></a>")),
            states_of(shop("<a><!-- <add password='yy' /> --></a>")));
  EXPECT_EQ(states_of(shop("<machineKey validationKey=\"1\" />")),
            states_of(shop("<machineKey validationKey=\"22\" />")));
  EXPECT_NE(states_of(mapped(add("password=\"\""))), states_of(mapped(add("password=\"x\""))));
}

TEST(SectionState, NoticesAnotherEncryptedPassword) {
  const std::string section = "'Shop' " + mapping_path + " changed: 1 mapping as before, with other content";
  EXPECT_THAT(
      differences(mapped(add("password=\"[enc:P:YQ==:enc]\"")), mapped(add("password=\"[enc:P:Yg==:enc]\""))),
      ElementsAre(section));
  const std::string mixed = "password=\"[enc:P:YQ==:enc]plain";
  EXPECT_THAT(differences(mapped(add(mixed + "1\"")), mapped(add(mixed + "2\""))), IsEmpty());
}

}  // namespace
}  // namespace certlift::plan
