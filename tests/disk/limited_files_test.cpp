#include "disk/limited_files.h"

#include "support/memory_disk.h"
#include "support/test_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certlift::disk {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Not;

TEST(LimitedFiles, ReadsWhatIsNotLargerThanTheLimitAndNothingElse) {
  test::MemoryDisk disk;
  disk.put("/four", "1234");
  disk.put("/five", "12345");
  const Environment environment = test::test_environment();
  LimitedFiles files(disk, environment, std::chrono::seconds(0), 4);
  disk.forget_calls();
  EXPECT_EQ(files.read("/four")->bytes, "1234");
  EXPECT_EQ(files.read_at_rest("/four")->bytes, "1234");
  disk.forget_calls();
  for (const auto& content : {files.read("/five"), files.read_at_rest("/five")}) {
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().code, ErrorCode::unreadable);
    EXPECT_EQ(content.error().path, "/five");
    EXPECT_THAT(content.error().message, HasSubstr("larger than 4 bytes"));
    EXPECT_THAT(content.error().message, HasSubstr("--max-size"));
  }
  EXPECT_THAT(disk.calls(), Each(Not(HasSubstr("read")))) << "it is not read first";
}

TEST(LimitedFiles, LeavesItToTheReadingToSayWhatIsWrong) {
  test::MemoryDisk disk;
  const Environment environment = test::test_environment();
  LimitedFiles files(disk, environment, std::chrono::seconds(0), 4);
  EXPECT_EQ(files.read("/none").error().code, ErrorCode::not_found);
  EXPECT_EQ(files.read_at_rest("/none").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace certlift::disk
