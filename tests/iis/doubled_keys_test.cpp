#include "iis/doubled_keys.h"

#include "iis/sections.h"
#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::iis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view authorization_path = "system.webServer/security/authorization";

std::string location_with(const std::string& path, const std::string& section,
                          const std::string& attributes = "") {
  return "<location path='" + path + "'" + attributes + "><system.webServer><security>" + section +
         "</security></system.webServer></location>\n";
}

std::string authorization_at(const std::string& path, const std::string& entries,
                             const std::string& attributes = "") {
  return location_with(path, "<authorization>" + entries + "</authorization>", attributes);
}

std::string allowed_user(const std::string& name) {
  return "<add accessType='Allow' users='" + name + "'/>";
}

std::string many_to_one_at(const std::string& path, const std::string& entries) {
  return location_with(
      path, "<authentication><iisClientCertificateMappingAuthentication><manyToOneMappings>" + entries +
                "</manyToOneMappings></iisClientCertificateMappingAuthentication></authentication>");
}

const std::string site_with_an_application =
    "<system.applicationHost><sites><site name='S' id='1'><application path='/'/><application path='/A'/>"
    "</site></sites></system.applicationHost>\n";

/// "line of the entry < line of the one before it: key" of what stands in a configuration of these parts,
/// each on a line of its own from line 3.
std::vector<std::string> doubled_lines(const std::string& parts, std::string_view section_path) {
  const xml::Document document =
      xml::parsed("<configuration>\n" + site_with_an_application + parts + "</configuration>");
  const HostConfig config(document);
  std::vector<std::string> lines;
  for (const DoubledKey& key : doubled_keys(config, section_path, *config.schema().section(section_path)))
    lines.push_back(std::to_string(key.entry.element.position().line) + "<" +
                    std::to_string(key.first.position().line) + ": " + key.key +
                    (key.is_inherited() ? ", inherited" : ""));
  return lines;
}

TEST(DoubledKeys, AreFoundInOneLevelAndInWhatItInherits) {
  EXPECT_THAT(doubled_lines(authorization_at("S", allowed_user("u") + allowed_user("U")), authorization_path),
              ElementsAre("3<3: users, roles, verbs"));
  EXPECT_THAT(
      doubled_lines(authorization_at(".", allowed_user("u")) + authorization_at("S", allowed_user("v")) +
                        authorization_at("S/A/x", allowed_user("v") + allowed_user("u")),
                    authorization_path),
      ElementsAre("5<4: users, roles, verbs, inherited", "5<3: users, roles, verbs, inherited"));
}

TEST(DoubledKeys, AreReportedOnceAndNotAgainBelow) {
  EXPECT_THAT(
      doubled_lines(authorization_at(".", allowed_user("u") + allowed_user("u")) +
                        authorization_at("S", allowed_user("v")) + authorization_at("S/A", allowed_user("w")),
                    authorization_path),
      ElementsAre("3<3: users, roles, verbs"));
}

TEST(DoubledKeys, AreNoneWhereTheInheritedEntryIsRemovedOrCleared) {
  const std::string top = authorization_at(".", allowed_user("u"));
  EXPECT_THAT(doubled_lines(top + authorization_at("S", "<remove users='U'/>" + allowed_user("u")),
                            authorization_path),
              IsEmpty());
  EXPECT_THAT(doubled_lines(top + authorization_at("S", "<clear/>" + allowed_user("u")), authorization_path),
              IsEmpty());
  EXPECT_THAT(
      doubled_lines(top + authorization_at("S", "<clear/>") + authorization_at("S/A", allowed_user("u")),
                    authorization_path),
      IsEmpty());
  EXPECT_THAT(doubled_lines(top + authorization_at("S", "<remove users='u'/>") +
                                authorization_at("S/A", allowed_user("u")),
                            authorization_path),
              IsEmpty());
  EXPECT_THAT(doubled_lines(top + authorization_at("S", "<remove users='v'/>" + allowed_user("u")),
                            authorization_path),
              ElementsAre("4<3: users, roles, verbs, inherited"));
}

TEST(DoubledKeys, AreNotThoseThatAClearTakesAway) {
  EXPECT_THAT(doubled_lines(authorization_at(
                                "S", allowed_user("u") + allowed_user("u") + "<clear/>" + allowed_user("v")),
                            authorization_path),
              IsEmpty());
}

TEST(DoubledKeys, AreNoneBetweenNeighbours) {
  EXPECT_THAT(
      doubled_lines(authorization_at("S/A", allowed_user("u")) + authorization_at("S/B", allowed_user("u")) +
                        authorization_at("S2", allowed_user("u")),
                    authorization_path),
      IsEmpty());
}

TEST(DoubledKeys, AreNoneInAChildApplicationThatDoesNotInherit) {
  const std::string site = authorization_at("S", allowed_user("u"), " inheritInChildApplications='false'");
  EXPECT_THAT(doubled_lines(site + authorization_at("S/A", allowed_user("u")) +
                                authorization_at("S/A/x", allowed_user("u")),
                            authorization_path),
              ElementsAre("5<4: users, roles, verbs, inherited"));
  EXPECT_THAT(doubled_lines(site + authorization_at("S/x", allowed_user("u")), authorization_path),
              ElementsAre("4<3: users, roles, verbs, inherited"));
  EXPECT_THAT(doubled_lines(authorization_at("S", allowed_user("u"), " inheritInChildApplications='true'") +
                                authorization_at("S/A", allowed_user("u")),
                            authorization_path),
              ElementsAre("4<3: users, roles, verbs, inherited"));
}

TEST(DoubledKeys, OfASectionThatIsStoredTwiceAreThoseOfEachCopy) {
  EXPECT_THAT(
      doubled_lines(authorization_at("S", allowed_user("u")) +
                        authorization_at("S", allowed_user("u") + allowed_user("v") + allowed_user("v")),
                    authorization_path),
      ElementsAre("4<4: users, roles, verbs"));
}

const std::string doubled_rule = "<add certificateField='Subject' certificateSubField='O' matchCriteria='a'";
const std::string rule_key_attributes =
    "certificateField, certificateSubField, matchCriteria, compareCaseSensitive";

TEST(DoubledKeys, AreFoundInTheRulesOfOneMapping) {
  const auto rules = [](const std::string& name, const std::string& entries) {
    return "<add name='" + name + "' userName='u'><rules>" + entries + "</rules></add>";
  };
  EXPECT_THAT(doubled_lines(many_to_one_at("S", rules("n", doubled_rule + "/>\n" + doubled_rule +
                                                               " compareCaseSensitive='TRUE'/>")),
                            section::iis_certificate_mapping),
              ElementsAre("4<3: " + rule_key_attributes));
  EXPECT_THAT(
      doubled_lines(many_to_one_at("S", rules("n", doubled_rule + "/>" + doubled_rule +
                                                       " compareCaseSensitive='false'/>") +
                                            rules("m", doubled_rule + "/><clear/>" + doubled_rule + "/>")),
                    section::iis_certificate_mapping),
      IsEmpty());
  EXPECT_THAT(
      doubled_lines(many_to_one_at("S", rules("n", doubled_rule + "/>" + doubled_rule + "/>") + "<clear/>"),
                    section::iis_certificate_mapping),
      IsEmpty());
  EXPECT_THAT(doubled_lines(many_to_one_at("S/A", rules("n", doubled_rule + "/>" + doubled_rule + "/>")),
                            section::iis_certificate_mapping),
              IsEmpty());
}

TEST(DoubledKeys, CountThoseThatAClearTakesAwayIfAsked) {
  const xml::Document document =
      xml::parsed("<authorization>" + allowed_user("u") + allowed_user("u") + "<clear/></authorization>");
  const SectionLevel level({nullptr, document.root()}, *Schema::built_in().section(authorization_path),
                           nullptr);
  EXPECT_THAT(level.doubled_keys(SectionLevel::Cleared::left_out), IsEmpty());
  EXPECT_EQ(level.doubled_keys(SectionLevel::Cleared::taken_too).size(), 1U);
}

/// An entry of two unique keys that a lower level removes by one of them is gone by the other one, too.
TEST(DoubledKeys, AreNoneOfAnEntryThatWasRemovedByItsOtherKey) {
  const CollectionSchema schema{
      .add = "add",
      .remove = "remove",
      .clear = "clear",
      .entry = {{"add",
                 {{.name = "a", .presence = Presence::required, .key = KeyPart::unique},
                  {.name = "b", .presence = Presence::required, .key = KeyPart::unique}}}}};
  const ElementSchema section{"s", {}, {}, {schema}};
  const auto own = [&](const std::string& entries) {
    const xml::Document document = xml::parsed("<x><s><add a='1' b='1'/></s><s>" + entries + "</s></x>");
    const auto levels = document.root().children();
    const SectionLevel above({nullptr, levels[0]}, section, nullptr);
    return SectionLevel({nullptr, levels[1]}, section, &above)
        .doubled_keys(SectionLevel::Cleared::left_out)
        .size();
  };
  EXPECT_EQ(own("<add a='2' b='1'/>"), 1U);
  EXPECT_EQ(own("<remove a='1'/><add a='2' b='1'/>"), 0U);
  EXPECT_EQ(own("<remove a='2'/><add a='2' b='1'/>"), 1U);
  EXPECT_EQ(own("<remove a='1'/><add a='1' b='1'/><add a='1' b='2'/>"), 1U);
  EXPECT_EQ(own("<clear/><add a='2' b='2'/><remove a='2'/><add a='3' b='2'/>"), 0U);
}

}  // namespace
}  // namespace certlift::iis
