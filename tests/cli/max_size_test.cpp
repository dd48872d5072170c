#include "cli/max_size.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace certlift::cli {
namespace {

TEST(ReadSize, KnowsNumbersAndTheirUnits) {
  EXPECT_EQ(read_size("1"), 1U);
  EXPECT_EQ(read_size("1000"), 1000U);
  EXPECT_EQ(read_size("2K"), 2048U);
  EXPECT_EQ(read_size("2k"), 2048U);
  EXPECT_EQ(read_size("3M"), 3U << 20U);
  EXPECT_EQ(read_size("3m"), 3U << 20U);
  EXPECT_EQ(read_size("1G"), 1U << 30U);
  EXPECT_EQ(read_size("1g"), 1U << 30U);
  EXPECT_EQ(read_size("18446744073709551615"), ~std::uint64_t{0});
  EXPECT_EQ(read_size("17179869183G"), std::uint64_t{17179869183} << 30U);
}

TEST(ReadSize, TakesNothingElse) {
  for (const std::string text : {"", "0", "0K", "K", "-1", "+1", "1.5M", "1KB", "1 K", " 1", "1T", "x",
                                 "18446744073709551616", "17179869184G"})
    EXPECT_FALSE(read_size(text)) << text;
}

TEST(ReadAll, ReadsUpToTheLimit) {
  const std::string text(200'000, 'x');
  std::istringstream whole(text), same(text), larger(text), empty;
  EXPECT_EQ(read_all(whole, 1'000'000), text);
  EXPECT_EQ(read_all(same, text.size()), text);
  EXPECT_FALSE(read_all(larger, text.size() - 1));
  EXPECT_EQ(read_all(empty, 1), "");
}

TEST(ReadAll, StopsSoonAfterTheLimit) {
  std::istringstream in(std::string(1'000'000, 'x'));
  EXPECT_FALSE(read_all(in, 10));
  EXPECT_LT(in.tellg(), 100'000);
}

}  // namespace
}  // namespace certlift::cli
