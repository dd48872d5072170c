#include "iis/site_picture.h"

#include "xml/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certlift::iis {
namespace {

constexpr const char* configuration = R"(<configuration>
<system.applicationHost><sites><site name="Shop" id="1">
  <application path="/"/><application path="/Partners"/><application path="/Open"/>
  <bindings><binding protocol="https" bindingInformation="*:443:shop"/></bindings>
</site></sites></system.applicationHost>
<location path="Shop/Partners/a.aspx"><system.webServer><security><access sslFlags="Ssl, SslNegotiateCert"/></security></system.webServer></location>
<location path="Shop/Partners"><system.webServer><security>
  <access sslFlags="Ssl, SslNegotiateCert, SslRequireCert"/>
  <authentication><anonymousAuthentication enabled="false"/>
    <iisClientCertificateMappingAuthentication enabled="true"><oneToOneMappings>
      <add userName="u" password="p" certificate="QUJD"/><add userName="v" password="p" certificate="QUJE"/>
    </oneToOneMappings></iisClientCertificateMappingAuthentication>
  </authentication></security></system.webServer></location>
</configuration>)";

SitePicture picture() {
  const auto document = xml::Document::parse(configuration);
  return picture_of(HostConfig(*document), LocationPath("Shop"));
}

TEST(SitePicture, ShowsThePathsThatHaveToDoWithCertificatesEachBelowWhatItStandsBelow) {
  const SitePicture shown = picture();
  ASSERT_EQ(shown.paths.size(), 3u);
  EXPECT_THAT(shown.bindings, testing::ElementsAre("https *:443:shop"));
  EXPECT_EQ(shown.paths[0].label, "Shop");
  EXPECT_EQ(shown.paths[1].label, "/Partners");
  EXPECT_EQ(shown.paths[1].depth, 1u);
  EXPECT_EQ(shown.paths[2].label, "/Partners/a.aspx");
  EXPECT_EQ(shown.paths[2].depth, 2u);
  EXPECT_EQ(shown.left_out, 1u);
}

TEST(SitePicture, SaysWhatAPathRequestsAndWhichMappingsIisDoesNotRead) {
  const SitePicture shown = picture();
  EXPECT_EQ(shown.paths[0].certificate, CertificateUse::not_requested);
  EXPECT_EQ(shown.paths[1].certificate, CertificateUse::required);
  EXPECT_EQ(shown.paths[2].certificate, CertificateUse::requested);
  EXPECT_TRUE(shown.paths[0].lets_anonymous_in);
  EXPECT_FALSE(shown.paths[1].lets_anonymous_in);
  const PicturedMappings mappings = shown.paths[1].mappings.value_or(PicturedMappings{});
  EXPECT_EQ(mappings.count, 2u);
  EXPECT_EQ(mappings.line, 10u);
  EXPECT_FALSE(mappings.is_read);
}

}  // namespace
}  // namespace certlift::iis
