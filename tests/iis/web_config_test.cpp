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
    EXPECT_TRUE(is_web_config(xml::parsed(text))) << text;
    EXPECT_TRUE(may_be_web_config(text)) << text;
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
    EXPECT_FALSE(is_web_config(xml::parsed(text))) << text;
  EXPECT_FALSE(may_be_web_config("<configuration><location path='Shop'/></configuration>"));
  EXPECT_FALSE(may_be_web_config("<configuration><system.applicationHost/><system.web/></configuration>"));
  EXPECT_FALSE(may_be_web_config("<configuration><!-- x --><system.applicationHost/><system.web/><!-- -->"));
}

}  // namespace
}  // namespace certlift::iis
