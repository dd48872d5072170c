#include "text/wording.h"

#include <gtest/gtest.h>

namespace certlift::text {
namespace {

TEST(Uncapitalized, BeginsWithASmallLetterAndKeepsAbbreviations) {
  EXPECT_EQ(uncapitalized("Invalid cross-device link"), "invalid cross-device link");
  EXPECT_EQ(uncapitalized("A name"), "A name");
  EXPECT_EQ(uncapitalized("I/O error"), "I/O error");
  EXPECT_EQ(uncapitalized("XML is wrong"), "XML is wrong");
  EXPECT_EQ(uncapitalized("Zzz"), "zzz");
  EXPECT_EQ(uncapitalized("already"), "already");
  EXPECT_EQ(uncapitalized("Az"), "az");
  EXPECT_EQ(uncapitalized("\xC3\x84pfel"), "\xC3\x84pfel");
  EXPECT_EQ(uncapitalized("X"), "X");
  EXPECT_EQ(uncapitalized(""), "");
}

}  // namespace
}  // namespace certlift::text
