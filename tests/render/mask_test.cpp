#include "render/mask.h"

#include "render/secrets.h"
#include "text/diff.h"

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

TEST(Mask, HidesLineByLineAsItHidesTheWholeText) {
  const std::string text =
      "<a password='x\n'/>\n<b>\n password='two\n\nlines' userName='u'\n</b>\n<c password='x' "
      "sessionKey='y'/>\n"
      "[enc:k:\r\nz:enc]";
  const auto secrets = secrets_of(text);
  Mask whole, lines;
  std::string hidden;
  for (const std::string_view line : text::split_lines(text)) {
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    hidden += lines.hide_in_line(text, {begin, begin + line.size()}, secrets);
  }
  EXPECT_EQ(hidden, whole.hide(text));
  EXPECT_EQ(hidden.find("*** (secret 6)"), std::string::npos) << hidden;
  EXPECT_NE(hidden.find("*** (secret 5)"), std::string::npos) << hidden;
}

TEST(Mask, LeavesATextWithoutSecretsAsItIs) {
  EXPECT_EQ(Mask().hide("<a b=\"c\">\n"), "<a b=\"c\">\n");
  EXPECT_EQ(Mask().hide(""), "");
}

}  // namespace
}  // namespace certlift::render
