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

TEST(Library, ChecksAndMendsAText) {
  const std::string bytes = text::encode(misplaced, text::Encoding::utf16_le, text::Bom::present);
  const auto file = text::decode(bytes);
  ASSERT_TRUE(file);
  const engine::Selection selection{.only = {"misplaced-client-cert-mappings"}};
  EXPECT_EQ(engine::check(file->text, "a.config", engine::registry(), selection).value().size(), 1u);
  const auto repair = engine::fix(file->text, "a.config", engine::registry(), selection);
  ASSERT_TRUE(repair);
  EXPECT_TRUE(repair->outcomes.at(0).applied);
  const auto mended = text::decode(text::encode(repair->text, file->encoding, file->bom));
  EXPECT_EQ(mended.value().text, repair->text);
  EXPECT_TRUE(engine::check(repair->text, "a.config", engine::registry(), selection).value().empty());
}

}  // namespace
}  // namespace certlift
