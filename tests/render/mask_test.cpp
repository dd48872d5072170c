#include "render/mask.h"

#include <gtest/gtest.h>

namespace certlift::render {
namespace {

TEST(Mask, ShowsWhetherSecretsDiffer) {
  Mask mask;
  EXPECT_EQ(mask.hide("<a password='x'/><b password='y'/><c password='x'/>"),
            "<a password='*** (secret 1)'/><b password='*** (secret 2)'/><c password='*** (secret 1)'/>");
}

TEST(Mask, KnowsSecretsAgainInAnotherText) {
  Mask mask;
  mask.hide("<a password='x'/>");
  EXPECT_EQ(mask.hide("<a password='new'/><b password='x'/>"),
            "<a password='*** (secret 2)'/><b password='*** (secret 1)'/>");
}

TEST(Mask, LeavesTheLinesTheLinesTheyWere) {
  EXPECT_EQ(Mask().hide("<a password=\"x\r\n  y\n\nz\"\r\n/>"),
            "<a password=\"*** (secret 1)\r\n*** (secret 1)\n*** (secret 1)\n*** (secret 1)\"\r\n/>");
}

TEST(Mask, LeavesATextWithoutSecretsAsItIs) {
  EXPECT_EQ(Mask().hide("<a b=\"c\">\n"), "<a b=\"c\">\n");
  EXPECT_EQ(Mask().hide(""), "");
}

}  // namespace
}  // namespace certlift::render
