#include "cli/progress.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::cli {
namespace {

using std::chrono::seconds;

TEST(Progress, HasABarAndNumbers) {
  EXPECT_EQ(progress_line(Unit::files, 12, 24, seconds(3), 80),
            "[####################--------------------] 12 of 24 files, 3 s");
  EXPECT_EQ(progress_line(Unit::bytes, 0, 1'177'000'000, seconds(1), 40),
            "[--------------------] 0 of 1177 MB, 1 s");
  EXPECT_EQ(progress_line(Unit::files, 24, 24, seconds(3), 40), "[##################] 24 of 24 files, 3 s");
}

TEST(Progress, OfOneFileHasTheTimeAlone) {
  EXPECT_EQ(progress_line(Unit::files, 0, 1, seconds(7), 80), "certlift: 7 s");
  EXPECT_EQ(progress_line(Unit::bytes, 500, 0, seconds(7), 80), "certlift: 7 s");
}

TEST(Progress, NeverPassesTheEnd) {
  EXPECT_EQ(progress_line(Unit::bytes, 3'000'000, 2'000'000, seconds(2), 40),
            "[#######################] 2 of 2 MB, 2 s");
}

TEST(Progress, FitsWhateverTheColumns) {
  for (std::size_t columns = 0; columns < 100; ++columns)
    EXPECT_LE(progress_line(Unit::bytes, 40'000'000, 90'000'000, seconds(100), columns).size(), columns);
}

}  // namespace
}  // namespace certlift::cli
