#include "apply/snapshot.h"

#include "apply/world.h"
#include "base/sha256.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

class SnapshotTest : public testing::Test {
 protected:
  void refuses(const std::string& path, ErrorCode code, const std::string& words) {
    const auto snapshot = take_snapshot(world.disk, path);
    ASSERT_FALSE(snapshot);
    EXPECT_EQ(snapshot.error().code, code);
    EXPECT_NE(snapshot.error().message.find(words), std::string::npos) << snapshot.error().message;
    EXPECT_FALSE(snapshot.error().path.empty());
  }
  test::World world;
};

TEST_F(SnapshotTest, HoldsWhatWasRead) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->path, test::target);
  EXPECT_EQ(snapshot->bytes, test::old_bytes);
  EXPECT_EQ(snapshot->sha256, sha256(test::old_bytes));
  EXPECT_EQ(snapshot->identity, world.disk.identity(test::target));
}

TEST_F(SnapshotTest, FollowsLinksToTheRealFile) {
  world.disk.put_link("/link", "/other-link");
  world.disk.put_link("/other-link", test::target);
  EXPECT_EQ(take_snapshot(world.disk, "/link")->path, test::target);
}

TEST_F(SnapshotTest, RefusesAFileWithSeveralNames) {
  world.disk.put_hard_link("/iis/second.config", test::target);
  refuses(test::target, ErrorCode::unwritable, "2 hard links");
}

TEST_F(SnapshotTest, RefusesDirectoriesAndSpecialFilesWithoutOpeningThem) {
  world.disk.put_special("/iis/pipe");
  refuses("/iis", ErrorCode::unwritable, "directory");
  refuses("/iis/pipe", ErrorCode::unwritable, "not a regular file");
  for (const std::string& call : world.disk.calls()) {
    EXPECT_FALSE(call.starts_with("read")) << call;
  }
}

TEST_F(SnapshotTest, SaysThatThereIsNone) {
  refuses("/iis/none", ErrorCode::not_found, "no such file");
}

}  // namespace
}  // namespace certlift::apply
