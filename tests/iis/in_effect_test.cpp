#include "iis/in_effect.h"

#include "iis/certificate_request.h"
#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace certlift::iis {
namespace {

using testing::ElementsAre;

const std::string apps =
    "<system.applicationHost><sites><site name='S'><application path='/'/><application path='/App'/>"
    "<application path='/App/In'/></site></sites></system.applicationHost>";

std::string flags(const std::string& value) {
  return "<system.webServer><security><access sslFlags='" + value + "'/></security></system.webServer>";
}

std::string flags_at(const std::string& path, const std::string& value, const std::string& attributes = "") {
  return "<location path='" + path + "'" + attributes + ">" + flags(value) + "</location>";
}

const std::string kept = " inheritInChildApplications='false'";

/// The sslFlags in effect.
std::string flags_in_effect(const std::string& body, const std::string& path) {
  const xml::Document document = xml::parsed("<configuration>" + body + "</configuration>");
  const HostConfig config(document);
  return std::string(effective_value(config, LocationPath(path), section::access, "sslFlags").value);
}

TEST(EffectiveValue, IsTheDeepestStoredOne) {
  const std::string body = flags("Ssl") + flags_at("S/a", "None") + flags_at("S", "Ssl128");
  for (const auto& [path, value] : {std::array{"", "Ssl"}, std::array{"T", "Ssl"},
                                    std::array{"S/x/y", "Ssl128"}, std::array{"S/a/y", "None"}})
    EXPECT_EQ(flags_in_effect(body, path), value) << path;
}

TEST(EffectiveValue, OfATagThatIsKeptFromApplicationsIsNotTheirs) {
  const std::string body = apps + flags("Ssl") + flags_at("S", "SslNegotiateCert", kept);
  for (const auto& [path, value] :
       {std::array{"S", "SslNegotiateCert"}, std::array{"S/dir", "SslNegotiateCert"},
        std::array{"S/App", "Ssl"}, std::array{"S/App/dir", "Ssl"}, std::array{"S/App/In", "Ssl"}})
    EXPECT_EQ(flags_in_effect(body, path), value) << path;
}

TEST(EffectiveValue, PassesOverEveryLevelThatIsKeptBack) {
  const std::string body = apps + flags_at("S", "Ssl") + flags_at("S/App", "SslNegotiateCert", kept);
  EXPECT_EQ(flags_in_effect(body, "S/App"), "SslNegotiateCert");
  EXPECT_EQ(flags_in_effect(body, "S/App/In"), "Ssl");
  EXPECT_EQ(
      flags_in_effect(apps + flags_at("S", "Ssl", kept) + flags_at("S/App", "Ssl128", kept), "S/App/In"),
      "None");
}

TEST(EffectiveValue, IsTheSchemasDefaultWithoutAnOriginIfNothingIsStored) {
  const xml::Document document = xml::parsed("<configuration/>");
  Schema schema;
  schema.put(std::string(section::access),
             {"access", {AttributeSchema{.name = "sslFlags", .default_value = "Ssl"}}});
  const HostConfig built_in(document), own(document, {.schema = &schema});
  const auto value = [](const HostConfig& config, std::string_view path, std::string_view attribute) {
    const EffectiveValue found = effective_value(config, LocationPath("S"), path, attribute);
    EXPECT_FALSE(found.origin);
    return found.value;
  };
  EXPECT_EQ(value(built_in, section::anonymous, "enabled"), "true");
  EXPECT_EQ(value(built_in, section::server_runtime, "uploadReadAheadSize"), "49152");
  EXPECT_EQ(value(own, section::access, "sslFlags"), "Ssl");
  EXPECT_EQ(value(own, section::anonymous, "userName"), "IUSR") << "which the schema does not know";
}

TEST(SectionsInEffect, AreThoseThatCountFromTheServerDown) {
  const xml::Document document =
      xml::parsed("<configuration>" + apps + flags("1") + flags_at("S", "2", kept) + flags_at("S/App", "3") +
                  "</configuration>");
  const HostConfig config(document);
  const auto values = [&](const char* path) {
    std::vector<std::string> found;
    for (const StoredSection& stored : sections_in_effect(config, LocationPath(path), section::access))
      found.push_back(text_of(stored.element, "sslFlags"));
    return found;
  };
  EXPECT_THAT(values("S/dir"), ElementsAre("1", "2"));
  EXPECT_THAT(values("S/App/dir"), ElementsAre("1", "3"));
}

TEST(PossibleValue, IsTakenFromBothReadings) {
  const auto may_ask = [](const std::string& body) {
    const xml::Document document = xml::parsed("<configuration>" + apps + body + "</configuration>");
    return may_ask_for_certificate(HostConfig(document), LocationPath("S/App"));
  };
  EXPECT_TRUE(may_ask(flags("SslNegotiateCert") + flags_at("S", "None", kept))) << "as IIS inherits it";
  EXPECT_TRUE(may_ask(flags("None") + flags_at("S", "SslNegotiateCert", kept))) << "were it not kept back";
  EXPECT_FALSE(may_ask(flags("None") + flags_at("S", "Ssl", kept)));
  EXPECT_FALSE(may_ask(flags("SslNegotiateCert") + flags_at("S", "None")));
}

/// Where the file has no <sites>, it is not known which paths are applications.
TEST(PossibleValue, CountsATagThatIsKeptBackAsWellAsNotInAnExcerpt) {
  const auto may_ask = [](const std::string& body, const char* path) {
    const xml::Document document = xml::parsed("<configuration>" + body + "</configuration>");
    return may_ask_for_certificate(HostConfig(document), LocationPath(path));
  };
  const std::string body = flags("SslNegotiateCert") + flags_at("S", "None", kept);
  EXPECT_TRUE(may_ask(body, "S/App"));
  EXPECT_FALSE(may_ask(body, "S")) << "its own path";
  EXPECT_FALSE(may_ask(apps + body, "S/dir")) << "which is no application";
}

}  // namespace
}  // namespace certlift::iis
