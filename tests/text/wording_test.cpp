#include "text/wording.h"

#include "support/each.h"

#include <gtest/gtest.h>

namespace certlift::text {
namespace {

TEST(Uncapitalized, BeginsWithASmallLetterAndKeepsAbbreviations) {
  test::expect_each(uncapitalized, {{"Invalid cross-device link", "invalid cross-device link"},
                                    {"A name", "A name"},
                                    {"I/O error", "I/O error"},
                                    {"XML is wrong", "XML is wrong"},
                                    {"Zzz", "zzz"},
                                    {"already", "already"},
                                    {"Az", "az"},
                                    {"\xC3\x84pfel", "\xC3\x84pfel"},
                                    {"X", "X"},
                                    {"", ""}});
}

}  // namespace
}  // namespace certlift::text
