#include "iis/host_config.h"

#include "iis/certificate_request.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

struct Reading {
  xml::Document document;
  HostConfig config;
  explicit Reading(xml::Document parsed) : document(std::move(parsed)), config(document) {}
};

std::unique_ptr<Reading> read(const std::string& body) {
  auto document = xml::Document::parse("<configuration>" + body + "</configuration>");
  EXPECT_TRUE(document) << document.error().message;
  return std::make_unique<Reading>(std::move(*document));
}

const std::string sites =
    R"(<system.applicationHost><sites>
         <site name="S &amp; T"><application path="/"><virtualDirectory path="/"/><virtualDirectory path="/docs"/></application>
           <application path="/a/b"><virtualDirectory path="/"/></application></site>
       </sites></system.applicationHost>)";

std::string access(const std::string& flags) {
  return "<system.webServer><security><access sslFlags='" + flags + "'/></security></system.webServer>";
}

std::string location(const std::string& path, const std::string& body) {
  return "<location path='" + path + "'>" + body + "</location>";
}

TEST(HostConfig, TellsWhatAPathNames) {
  const auto reading = read(sites);
  const auto kind = [&](const char* path) { return reading->config.kind_of(LocationPath(path)); };
  EXPECT_EQ(kind(""), PathKind::server);
  EXPECT_EQ(kind("s & t"), PathKind::site);
  EXPECT_EQ(kind("S & T/a/b"), PathKind::application);
  EXPECT_EQ(kind("S & T/A/B/"), PathKind::application);
  EXPECT_EQ(kind("S & T/docs"), PathKind::virtual_directory);
  EXPECT_EQ(kind("S & T/a"), PathKind::directory_or_file);
  EXPECT_EQ(kind("Gone/a"), PathKind::unknown_site);
}

TEST(HostConfig, TakesTheSitesOfAnExcerptFromItsPaths) {
  const auto reading = read(location("Any/App", ""));
  EXPECT_FALSE(reading->config.has_sites());
  EXPECT_EQ(reading->config.kind_of(LocationPath("Any/App")), PathKind::path);
}

TEST(HostConfig, FindsASectionInEveryTagOfAPathAndEveryCopyOfItsWrappers) {
  const auto reading = read(location("S", access("Ssl") + access("None")) + location("s/", access("Ssl128")) +
                            location("S/a", access("Ssl")));
  EXPECT_EQ(reading->config.stored_at(section::access, "S").size(), 3U);
  EXPECT_EQ(reading->config.stored_at(section::access, "S/A").size(), 1U);
  EXPECT_EQ(reading->config.stored_at(section::access, "").size(), 0U);
}

TEST(HostConfig, TakesTagsForThePresentLevelAsServerLevel) {
  for (const char* path : {"", "."}) {
    const auto reading = read(location(path, access("Ssl")) + access("None"));
    EXPECT_EQ(reading->config.stored_at(section::access, "").size(), 2U) << path;
    EXPECT_TRUE(reading->config.locations_of_site("").empty()) << path;
  }
}

TEST(HostConfig, ListsASitesLocationsInDocumentOrder) {
  const auto reading =
      read(location("S/b", "") + location("T", "") + location("s", "") + location("S2/x", ""));
  const auto locations = reading->config.locations_of_site("S");
  ASSERT_EQ(locations.size(), 2U);
  EXPECT_EQ(locations[0]->path.written(), "S/b");
  EXPECT_EQ(locations[1]->path.written(), "s");
}

TEST(HostConfig, SeesLocationsInsideLocations) {
  EXPECT_EQ(read(location("S", location("a", "")))->config.nested_locations().size(), 1U);
}

TEST(HostConfig, ReadsADocumentThatIsNoConfigurationAsEmpty) {
  const auto document = xml::Document::parse("<other><location path='S/a'/></other>");
  ASSERT_TRUE(document);
  EXPECT_TRUE(HostConfig(*document).locations().empty());
}

TEST(AsksForCertificate, ReadsFlagsByNameAndByNumber) {
  for (const char* flags :
       {"SslNegotiateCert", "Ssl, SslRequireCert", "Ssl,sslnegotiatecert", "32", "104", "8, 64"})
    EXPECT_TRUE(asks_for_certificate(read(access(flags))->config, LocationPath("S"))) << flags;
  for (const char* flags : {"", "None", "Ssl, Ssl128", "8", "264", "SslMapCert"})
    EXPECT_FALSE(asks_for_certificate(read(access(flags))->config, LocationPath("S"))) << flags;
}

TEST(RequiresCertificate, TakesNoLessThanSslRequireCert) {
  for (const char* flags : {"SslRequireCert", "Ssl, sslrequirecert", "64", "8, 96"})
    EXPECT_TRUE(requires_certificate(flags)) << flags;
  for (const char* flags : {"", "SslNegotiateCert", "32", "SslRequire", "SslMapCert"})
    EXPECT_FALSE(requires_certificate(flags)) << flags;
}

}  // namespace
}  // namespace certlift::iis
