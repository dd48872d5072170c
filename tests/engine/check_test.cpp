#include "engine/registry.h"
#include "support/run_engine.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::engine {
namespace {

std::string with_sites(std::string_view first, std::string_view second) {
  const auto site = [](std::string_view name) {
    return "<site name=\"" + std::string(name) + "\" id=\"" + (name == "A" ? "1" : "2") +
           "\"><application path=\"/\"><virtualDirectory path=\"/\" "
           "physicalPath=\"C:\\inetpub\"/></application></site>\n";
  };
  return "<configuration><system.applicationHost><sites>\n" + site(first) + site(second) +
         "</sites></system.applicationHost><system.webServer><security><access sslFlags=\"Ssl, "
         "SslNegotiateCert\"/>"
         "</security></system.webServer></configuration>";
}

std::vector<std::string> locations_of(const std::string& text, std::string_view rule) {
  const auto findings = check(text, "", {registry(), {}, {}});
  EXPECT_TRUE(findings);
  std::vector<std::string> locations;
  for (const Finding& finding : *findings)
    if (finding.rule == rule) locations.push_back(finding.location);
  return locations;
}

TEST(Check, NamesTheSameSiteWhateverTheirOrderWhereOneElementDecidesForSeveral) {
  const std::vector<std::string> once{"A"};
  EXPECT_EQ(locations_of(with_sites("A", "B"), "small-upload-read-ahead"), once);
  EXPECT_EQ(locations_of(with_sites("B", "A"), "small-upload-read-ahead"), once);
}

}  // namespace
}  // namespace certlift::engine
