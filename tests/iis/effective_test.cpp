#include "iis/effective.h"

#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace certlift::iis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string authentication(const std::string& sections) {
  return "<system.webServer><security><authentication>" + sections +
         "</authentication></security></system.webServer>";
}

std::string mapping(const std::string& attributes, const std::string& content = "") {
  return "<iisClientCertificateMappingAuthentication " + attributes + ">" + content +
         "</iisClientCertificateMappingAuthentication>";
}

std::string one_to_one(const std::string& entries) {
  return mapping("", "<oneToOneMappings>" + entries + "</oneToOneMappings>");
}

std::string at(const std::string& path, const std::string& content) {
  return "<location path='" + path + "'>" + content + "</location>\n";
}

std::string server(const std::string& content) {
  return content + "\n";
}

/// The section at `path` in a configuration of these parts, each on a line of its own from line 2.
EffectiveSection section_at(const std::string& path, std::string_view section_path,
                            const std::string& parts) {
  const xml::Document document = xml::parsed("<configuration>\n" + parts + "</configuration>");
  const HostConfig config(document);
  const auto sections = effective_sections(config, LocationPath(path));
  const auto found = std::ranges::find(sections, section_path, &EffectiveSection::path);
  if (found == sections.end()) throw std::runtime_error("no such section");
  return *found;
}

const Setting& setting(const SectionContent& content, const std::string& name) {
  const auto found = std::ranges::find(content.settings, name, &Setting::name);
  if (found == content.settings.end()) throw std::runtime_error("no such setting: " + name);
  return *found;
}

/// The line of its origin; 0: the default.
std::size_t line_of(const Setting& setting) {
  return setting.origin ? setting.origin->position.line : 0;
}

std::string location_of(const Setting& setting) {
  return setting.origin ? setting.origin->location : "default";
}

std::vector<std::size_t> lines_of(const SectionContent& content, const std::string& collection) {
  const auto found = std::ranges::find(content.collections, collection, &EffectiveCollection::name);
  if (found == content.collections.end()) throw std::runtime_error("no such collection: " + collection);
  std::vector<std::size_t> lines;
  for (const EffectiveEntry& entry : found->entries) lines.push_back(entry.origin.position.line);
  return lines;
}

TEST(EffectiveSections, ShowsTheSectionsForAuthenticationAuthorizationAndAccess) {
  const xml::Document document = xml::parsed("<configuration/>");
  const HostConfig config(document);
  std::vector<std::string> names;
  for (const EffectiveSection& section : effective_sections(config, LocationPath("S"))) {
    names.push_back(section.path.substr(section.path.rfind('/') + 1));
    EXPECT_TRUE(section.read);
    EXPECT_THAT(section.faults, IsEmpty());
    for (const Setting& setting : section.content.settings) EXPECT_FALSE(setting.origin) << setting.name;
  }
  EXPECT_THAT(names, ElementsAre("access", "anonymousAuthentication", "basicAuthentication",
                                 "clientCertificateMappingAuthentication", "digestAuthentication",
                                 "iisClientCertificateMappingAuthentication", "windowsAuthentication",
                                 "authorization"));
}

TEST(EffectiveSections, TakesTheDeepestValueOfEachAttribute) {
  const EffectiveSection section = section_at(
      "S/A/B", section::anonymous,
      server(authentication("<anonymousAuthentication enabled='false' userName='server' password='p'/>")) +
          at("s", authentication("<anonymousAuthentication userName='site'/>")) +
          at("S/A", authentication("<anonymousAuthentication enabled='true'/>")) +
          at("S/A/B/C", authentication("<anonymousAuthentication enabled='false'/>")) +
          at("T", authentication("<anonymousAuthentication enabled='false'/>")));
  EXPECT_EQ(setting(section.content, "enabled").value, "true");
  EXPECT_EQ(line_of(setting(section.content, "enabled")), 4U);
  EXPECT_EQ(location_of(setting(section.content, "enabled")), "S/A");
  EXPECT_EQ(setting(section.content, "userName").value, "site");
  EXPECT_EQ(line_of(setting(section.content, "userName")), 3U);
  EXPECT_EQ(location_of(setting(section.content, "password")), "");
  EXPECT_TRUE(setting(section.content, "password").encrypted);
  EXPECT_EQ(setting(section.content, "logonMethod").value, "ClearText");
  EXPECT_EQ(line_of(setting(section.content, "logonMethod")), 0U);
}

TEST(EffectiveSections, NamesWhatElementsInsideASectionSay) {
  const EffectiveSection section = section_at(
      "S", section::windows,
      server(authentication(
          "<windowsAuthentication><providers><add value='Negotiate'/><add value='NTLM'/></providers>"
          "</windowsAuthentication>")) +
          at("S", authentication("<windowsAuthentication><providers><remove value='negotiate'/><add "
                                 "value='Negotiate:Kerberos'/></providers><extendedProtection "
                                 "tokenChecking='Allow'/></windowsAuthentication>")));
  EXPECT_EQ(setting(section.content, "extendedProtection/tokenChecking").value, "Allow");
  EXPECT_EQ(line_of(setting(section.content, "extendedProtection/flags")), 0U);
  EXPECT_THAT(lines_of(section.content, "providers"), ElementsAre(2U, 3U));
  EXPECT_THAT(lines_of(section.content, "extendedProtection"), IsEmpty());
  EXPECT_THAT(section.faults, IsEmpty());
}

TEST(EffectiveSections, MergesTheCollectionOfASectionItself) {
  const auto security = [](const std::string& rules) {
    return "<system.webServer><security><authorization>" + rules +
           "</authorization></security></system.webServer>";
  };
  const EffectiveSection section = section_at(
      "S", "system.webServer/security/authorization",
      server(security("<add accessType='Allow' users='*'/>")) +
          at("S", security("<remove users='*' roles='' verbs=''/><add accessType='Deny' users='?'/>")));
  EXPECT_THAT(lines_of(section.content, "authorization"), ElementsAre(3U));
  EXPECT_THAT(section.faults, IsEmpty());
  EXPECT_EQ(setting(section.content, "bypassLoginPages").value, "true");
}

TEST(EffectiveSections, ReadsCertificateMappingsAtServerAndSiteOnly) {
  const std::string parts = server(authentication(one_to_one("<add certificate='V'/>"))) +
                            at("S", authentication(one_to_one("<add certificate='W'/>"))) +
                            at("S/A", authentication(mapping("enabled='true'",
                                                             "<oneToOneMappings><clear/><add certificate='X' "
                                                             "password='p'/></oneToOneMappings>")));
  const EffectiveSection below = section_at("S/A/B", section::iis_certificate_mapping, parts);
  EXPECT_FALSE(below.read);
  EXPECT_EQ(setting(below.content, "enabled").value, "false");
  EXPECT_THAT(lines_of(below.content, "oneToOneMappings"), ElementsAre(2U, 3U));
  ASSERT_THAT(below.not_read, SizeIs(1));
  EXPECT_EQ(below.not_read[0].origin.position.line, 4U);
  EXPECT_EQ(below.not_read[0].origin.location, "S/A");
  ASSERT_THAT(below.not_read[0].content.settings, SizeIs(1));
  EXPECT_EQ(below.not_read[0].content.settings[0].name, "enabled");
  EXPECT_THAT(lines_of(below.not_read[0].content, "oneToOneMappings"), ElementsAre(4U));
  EXPECT_THAT(below.not_read[0].content.collections, SizeIs(1));
  EXPECT_THAT(below.faults, IsEmpty());

  for (const std::string path : {"S", "."}) {
    const EffectiveSection read = section_at(path, section::iis_certificate_mapping, parts);
    EXPECT_TRUE(read.read) << path;
    EXPECT_THAT(read.not_read, IsEmpty()) << path;
  }
}

TEST(EffectiveSections, ShowsTheRulesInsideAMapping) {
  const EffectiveSection section = section_at(
      "S", section::iis_certificate_mapping,
      at("S", authentication(mapping(
                  "",
                  "<manyToOneMappings>\n<add name='n' userName='u'><rules>\n<add certificateField='Subject' "
                  "certificateSubField='O' matchCriteria='a'/>\n<clear/>\n<add certificateField='Issuer' "
                  "certificateSubField='O' matchCriteria='b'/>\n<add certificateField='2' "
                  "certificateSubField='O' matchCriteria='b'/>\n</rules></add></manyToOneMappings>"))));
  const auto& entries = section.content.collections.at(0).entries;
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].element, "add");
  ASSERT_THAT(entries[0].inner, SizeIs(2));
  EXPECT_EQ(entries[0].inner[0].element, "rules/add");
  EXPECT_EQ(entries[0].inner[0].origin.position.line, 6U);
  EXPECT_FALSE(entries[0].inner[0].duplicate);
  EXPECT_TRUE(entries[0].inner[1].duplicate);
  ASSERT_THAT(section.faults, SizeIs(1));
  EXPECT_EQ(section.faults[0].origin.position.line, 7U);
}

TEST(EffectiveSections, ShowsADuplicateKeyAsTheErrorItIs) {
  const EffectiveSection section =
      section_at("S", section::iis_certificate_mapping,
                 server(authentication(one_to_one("<add certificate='C'/>"))) +
                     at("S", authentication(one_to_one("<add certificate='c'/>"
                                                       "<add certificate='C'/>"))));
  const auto& entries = section.content.collections.at(1).entries;
  ASSERT_THAT(entries, SizeIs(3));
  EXPECT_FALSE(entries[1].duplicate);
  EXPECT_TRUE(entries[2].duplicate);
  ASSERT_THAT(section.faults, SizeIs(1));
  EXPECT_EQ(section.faults[0].origin.position.line, 3U);
  EXPECT_THAT(section.faults[0].message, HasSubstr("500.19"));
}

TEST(EffectiveSections, TellsWhatIisCannotReadWhereItReads) {
  const std::string bad = authentication(mapping("enabled='yes' password='hunter2'"));
  const EffectiveSection site = section_at("S/A", section::iis_certificate_mapping, at("S", bad));
  ASSERT_THAT(site.faults, SizeIs(2));
  EXPECT_EQ(site.faults[0].origin.location, "S");
  for (const EffectiveFault& fault : site.faults) EXPECT_EQ(fault.message.find("hunter2"), std::string::npos);
  EXPECT_THAT(section_at("S/A", section::iis_certificate_mapping, at("S/A", bad)).faults, IsEmpty());
}

TEST(EffectiveSections, TellsOfALetterCaseThatIisMayNotAccept) {
  const EffectiveSection section = section_at(
      "S", section::access,
      at("S", "<system.webServer><security><access sslFlags='ssl'/></security></system.webServer>"));
  ASSERT_THAT(section.faults, SizeIs(1));
  EXPECT_EQ(section.faults[0].kind, ProblemKind::letter_case);
  EXPECT_THAT(section.faults[0].message, Not(HasSubstr("500.19")));
}

TEST(EffectiveSections, TellsOfASectionThatIsStoredTwiceAtOnePath) {
  const std::string once = at("S", authentication("<basicAuthentication enabled='true'/>"));
  const EffectiveSection section = section_at("S", section::basic, once + once);
  ASSERT_THAT(section.faults, SizeIs(1));
  EXPECT_EQ(section.faults[0].origin.position.line, 3U);
}

}  // namespace
}  // namespace certlift::iis
