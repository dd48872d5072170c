#include "iis/web_config.h"

#include "xml/documents.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

TEST(WebConfig, IsKnownByWhatOnlyItHas) {
  for (const std::string text :
       {"<configuration><appSettings/></configuration>",
        "<configuration><connectionStrings/></configuration>",
        "<configuration><a/><system.web/></configuration>",
        "<configuration><system.webServer><aspNetCore/></system.webServer></configuration>",
        "<configuration><location path='a'><system.web/></location></configuration>",
        "<configuration><a b='system.applicationHost'/><system.web/></configuration>",
        "<configuration><!-- <system.applicationHost/> --><system.web/></configuration>",
        "<configuration><location/><location><system.webServer><aspNetCore/></system.webServer></location>"
        "</configuration>"}) {
    EXPECT_EQ(role_of(xml::parsed(text)), FileRole::web_config) << text;
  }
}

TEST(WebConfig, IsNotWhatHasTheHostsSectionsOrNothingOfItsOwn) {
  for (const std::string text :
       {"<configuration/>", "<configuration><system.webServer/></configuration>",
        "<configuration><system.applicationHost/><system.web/></configuration>",
        "<configuration><system.webServer><handlers><aspNetCore/></handlers></system.webServer></"
        "configuration>",
        "<configuration><aspNetCore/></configuration>", "<other><appSettings/></other>",
        "<configuration><section name='appSettings'/><!--<system.web/>--></configuration>"})
    EXPECT_EQ(role_of(xml::parsed(text)), FileRole::host_config) << text;
}

TEST(WebConfig, IsKnownByItsNameWhateverItsCase) {
  for (const char* path : {"web.config", "/srv/app/Web.Config", R"(C:\inetpub\WEB.CONFIG)"})
    EXPECT_EQ(role_of(xml::parsed("<configuration/>", path)), FileRole::web_config) << path;
  for (const char* path : {"", "my-web.config", "web.config/applicationHost.config"})
    EXPECT_EQ(role_of(xml::parsed("<configuration/>", path)), FileRole::host_config) << path;
}

}  // namespace
}  // namespace certlift::iis
