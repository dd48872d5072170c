#include "certlift.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift {
namespace {

const std::string misplaced =
    "<configuration><location path=\"Shop/A\"><system.webServer><security><authentication>"
    "<iisClientCertificateMappingAuthentication enabled=\"true\"><oneToOneMappings>"
    "<add userName=\"u\" password=\"p\" certificate=\"QQ==\" />"
    "</oneToOneMappings></iisClientCertificateMappingAuthentication>"
    "</authentication></security></system.webServer></location></configuration>";

TEST(Library, ChecksAndFixesAText) {
  const std::string bytes = text::encode(misplaced, text::Encoding::utf16_le, text::Bom::present);
  const engine::Search search{engine::registry(), {.only = {"misplaced-client-cert-mappings"}}};
  const auto reading = engine::read(bytes, "a.config", search);
  ASSERT_TRUE(reading);
  EXPECT_EQ((*reading)->findings.size(), 1u);
  EXPECT_EQ((*reading)->bytes(), bytes);
  const auto repair = engine::fix(*reading, search);
  ASSERT_TRUE(repair);
  EXPECT_TRUE(repair->outcomes.at(0).applied);
  const auto fixed = engine::read(std::string(repair->after->bytes()), "a.config", search);
  ASSERT_TRUE(fixed);
  EXPECT_EQ((*fixed)->text(), repair->after->text());
  EXPECT_EQ((*fixed)->encoding, text::Encoding::utf16_le);
  EXPECT_TRUE((*fixed)->findings.empty());
}

}  // namespace
}  // namespace certlift
