#include "apply/transaction.h"
#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using test::new_bytes;

class ElsewhereTest : public testing::Test {
 protected:
  Result<void> write(const std::string& path) {
    return write_elsewhere(world.context(), path, test::target, new_bytes);
  }

  test::World world;
};

TEST_F(ElsewhereTest, MakesANewFileAsProtectedAsTheTarget) {
  world.disk.put_directory("/out");
  ASSERT_TRUE(write("/out/result.config"));
  EXPECT_EQ(world.disk.bytes("/out/result.config"), new_bytes);
  EXPECT_EQ(world.disk.mode("/out/result.config"), 0640U);
  EXPECT_EQ(world.disk.owner("/out/result.config"), "iis");
  EXPECT_FALSE(world.disk.exists("/out/.certlift"));
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

TEST_F(ElsewhereTest, KeepsTheProtectionOfAFileThatIsThere) {
  world.disk.put("/out/result.config", "x", 0600, "bob");
  ASSERT_TRUE(write("/out/result.config"));
  EXPECT_EQ(world.disk.bytes("/out/result.config"), new_bytes);
  EXPECT_EQ(world.disk.mode("/out/result.config"), 0600U);
  EXPECT_EQ(world.disk.owner("/out/result.config"), "bob");
}

TEST_F(ElsewhereTest, IsForItsOwnerAloneWithoutAModel) {
  ASSERT_TRUE(write_elsewhere(world.context(), "/result.config", "", new_bytes));
  EXPECT_EQ(world.disk.mode("/result.config"), 0600U);
}

TEST_F(ElsewhereTest, NeverReplacesADevice) {
  world.disk.put_special("/dev/null");
  EXPECT_EQ(write("/dev/null").error().code, ErrorCode::unwritable);
  EXPECT_EQ(write("/iis").error().code, ErrorCode::unwritable);
}

TEST_F(ElsewhereTest, LeavesTheOldFileAndNoLitterWhenACallFails) {
  for (const auto effect : {test::MemoryDisk::Effect::nothing, test::MemoryDisk::Effect::half}) {
    for (std::size_t n = 1; n < 7; ++n) {
      test::World fresh;
      fresh.disk.put("/out/result.config", "old");
      fresh.disk.fail_at(n, test::MemoryDisk::Times::once, effect);
      const auto result = write_elsewhere(fresh.context(), "/out/result.config", test::target, "new");
      const std::string bytes = fresh.disk.bytes("/out/result.config");
      EXPECT_TRUE(bytes == "old" || bytes == "new");
      EXPECT_TRUE(!result || bytes == "new");
      EXPECT_EQ(fresh.litter(), std::vector<std::string>()) << n;
    }
  }
}

TEST(WriteElsewhereErrors, SayWhetherItIsWrittenAllTheSame) {
  std::size_t written = 0;
  bool is_over = false;
  for (std::size_t n = 1; !is_over; ++n) {
    test::World world;
    world.disk.put("/result.config", "what was there");
    world.disk.fail_at(n, test::MemoryDisk::Times::once);
    const auto result = write_elsewhere(world.context(), "/result.config", test::target, "the result");
    is_over = world.disk.calls().size() < n;
    if (result) continue;
    const bool is_written = world.disk.bytes("/result.config") == "the result";
    EXPECT_EQ(result.error().aftermath, is_written ? Aftermath::changed : Aftermath::unchanged) << n;
    written += is_written ? 1 : 0;
  }
  EXPECT_GT(written, 0U);
}

}  // namespace
}  // namespace certlift::apply
