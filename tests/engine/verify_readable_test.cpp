#include "engine/verify.h"
#include "iis/meaning.h"
#include "iis/sections.h"
#include "xml/documents.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

/// The law that a fix leaves nothing that IIS could read and now cannot.
namespace certlift::engine {
namespace {

constexpr std::string_view authorization = "system.webServer/security/authorization";

std::string allowing(const std::string& path, const std::string& entries) {
  return "<location path='" + path + "'><system.webServer><security><authorization>" + entries +
         "</authorization></security></system.webServer></location>";
}

std::string mapping_by(const std::string& path, const std::string& rules) {
  return "<location path='" + path +
         "'><system.webServer><security><authentication><iisClientCertificateMappingAuthentication>"
         "<manyToOneMappings><add name='n' userName='u'><rules>" +
         rules +
         "</rules></add></manyToOneMappings></iisClientCertificateMappingAuthentication></authentication>"
         "</security></system.webServer></location>";
}

/// What the law says of a fix that makes the one of the other, and declares to change a section at a path.
std::string objection(const std::string& before, const std::string& after, std::string_view section,
                      const std::string& path = "S") {
  const xml::Document old = xml::parsed("<configuration>" + before + "</configuration>");
  const xml::Document now = xml::parsed("<configuration>" + after + "</configuration>");
  const iis::HostConfig was(old), is(now);
  const Declaration declared{.changes = {{iis::meaning_key(iis::LocationPath(path), section), "whatever"}}};
  const auto verified = verify_readable(was, is, {{std::make_shared<const Fix>(), declared}});
  if (verified) return "";
  EXPECT_EQ(verified.error().code, ErrorCode::law_broken);
  return verified.error().message;
}

const std::string user_a = "<add accessType='Allow' users='a'/>",
                  user_b = "<add accessType='Allow' users='b'/>";
const std::string readable_rule =
    "<add certificateField='Subject' certificateSubField='O' matchCriteria='c'/>";

TEST(ReadableLaw, CatchesADoubledKeyAtTheChangedPathAndBelowIt) {
  EXPECT_EQ(objection(allowing("S", user_a), allowing("S", user_a + user_b), authorization), "");
  EXPECT_NE(
      objection(allowing("S", user_a), allowing("S", user_a + user_a), authorization).find("it is fixed"),
      std::string::npos);
  EXPECT_NE(objection(allowing("S", user_a) + allowing("S/A", user_b),
                      allowing("S", user_b) + allowing("S/A", user_b), authorization)
                .find("'S/A'"),
            std::string::npos);
}

TEST(ReadableLaw, CatchesADoubledRuleInAMapping) {
  EXPECT_NE(objection(mapping_by("S/A", readable_rule + readable_rule),
                      mapping_by("S", readable_rule + readable_rule), iis::section::iis_certificate_mapping),
            "");
  EXPECT_EQ(objection(mapping_by("S/A", readable_rule), mapping_by("S", readable_rule),
                      iis::section::iis_certificate_mapping),
            "");
}

TEST(ReadableLaw, CatchesWhatTheSchemaDoesNotKnow) {
  EXPECT_NE(objection(allowing("S", user_a), allowing("S", "<ad/>"), authorization), "");
  EXPECT_NE(
      objection(mapping_by("S/A", "<ad/>"), mapping_by("S", "<ad/>"), iis::section::iis_certificate_mapping),
      "");
}

TEST(ReadableLaw, CatchesASectionThatComesToStandTwice) {
  EXPECT_NE(
      objection(allowing("S", user_a), allowing("S", user_a) + allowing("s", "<clear/>"), authorization), "");
}

TEST(ReadableLaw, ForgivesWhatWasThereBefore) {
  EXPECT_EQ(objection(allowing("S", user_a + user_a), allowing("S", user_b + user_b), authorization), "");
  EXPECT_NE(objection(allowing("S", user_a + user_a), allowing("S", user_a + user_a + user_a), authorization),
            "");
  EXPECT_EQ(objection(allowing("S", "<ad/>"), allowing("S", "<ad/>"), authorization), "");
  EXPECT_EQ(objection(allowing("S", user_a) + allowing("S", user_a),
                      allowing("S", user_a) + allowing("S", user_b), authorization),
            "");
}

TEST(ReadableLaw, LooksOnlyAtSectionsThatTheFixesChange) {
  EXPECT_EQ(objection(allowing("S", user_a), allowing("S", user_a + user_a), iis::section::access), "");
}

}  // namespace
}  // namespace certlift::engine
