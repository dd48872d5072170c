#include "engine/fix.h"

#include "engine/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace certlift::engine {
namespace {

std::string misplaced_section(const std::string& number) {
  return "  <location path=\"Big/app" + number +
         "\">\n    <system.webServer><security>\n"
         "      <access sslFlags=\"Ssl, SslNegotiateCert\" />\n      <authentication>\n"
         "        <iisClientCertificateMappingAuthentication enabled=\"true\">\n          "
         "<oneToOneMappings>\n"
         "            <add userName=\"user" +
         number + "\" password=\"[enc:P:" + number + ":enc]\" certificate=\"cert" + number +
         "\" />\n          </oneToOneMappings>\n        </iisClientCertificateMappingAuthentication>\n"
         "      </authentication>\n    </security></system.webServer>\n  </location>\n";
}

TEST(Fix, LiftsFiveHundredSectionsOfASiteTogetherInOneRound) {
  std::string text = "<configuration>\n";
  for (int i = 1000; i < 1500; ++i) text += misplaced_section(std::to_string(i));
  text += "</configuration>\n";
  const auto repair =
      fix(text, "", registry(), {.only = {"misplaced-client-cert-mappings"}, .accept = {"all"}});
  ASSERT_TRUE(repair) << repair.error().message;
  EXPECT_EQ(repair->rounds, 1U);
  ASSERT_EQ(repair->outcomes.size(), 500U);
  const Fix* first = repair->outcomes.front().finding.fix.get();
  EXPECT_TRUE(std::ranges::all_of(repair->outcomes, [&](const Outcome& outcome) {
    return outcome.applied && outcome.finding.fix.get() == first;
  }));
  EXPECT_EQ(repair->text.find("<iisClient"), repair->text.rfind("<iisClient"));
}

TEST(Fix, RefusesWhatIsNoConfiguration) {
  const auto repair = fix("<?xml version='1.0'?>\n<location path='Shop/a' />", "a.xml", registry(), {});
  ASSERT_FALSE(repair);
  EXPECT_EQ(repair.error().code, ErrorCode::not_understood);
  EXPECT_EQ(repair.error().line, 2U);
  EXPECT_EQ(repair.error().path, "a.xml");
}

}  // namespace
}  // namespace certlift::engine
