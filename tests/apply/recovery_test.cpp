#include "apply/recovery.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using test::new_bytes;
using test::old_bytes;
using Times = test::MemoryDisk::Times;
using Effect = test::MemoryDisk::Effect;

class RecoveryTest : public testing::Test {
 protected:
  /// A fix that dies at the call that starts so (before it, or right after it).
  void dies_at(const std::string& start, Effect effect) {
    test::World rehearsal;
    ASSERT_TRUE(rehearsal.change(new_bytes));
    const auto& calls = rehearsal.disk.calls();
    const auto at = std::ranges::find_if(calls, [&](const auto& c) { return c.starts_with(start); });
    ASSERT_NE(at, calls.end());
    world.disk.fail_at(static_cast<std::size_t>(at - calls.begin()) + 1, Times::from_then_on, effect);
    EXPECT_FALSE(world.change(new_bytes));
    world.disk.work_again();
    world.next_process();
  }
  std::string said() {
    const auto notes = recover(world.context(), test::target);
    EXPECT_TRUE(notes);
    return notes && !notes->notes.empty() ? notes->notes.back() : "";
  }

  test::World world;
};

TEST_F(RecoveryTest, DoesNothingWhereNothingWasEverDone) {
  EXPECT_TRUE(recover(world.context(), test::target)->notes.empty());
  EXPECT_FALSE(world.disk.exists(test::store));
}

TEST_F(RecoveryTest, WritesNothingWhereEverythingIsInOrder) {
  ASSERT_TRUE(world.change(new_bytes));
  world.disk.forget_calls();
  EXPECT_TRUE(recover(world.context(), test::target)->notes.empty());
  for (const std::string& call : world.disk.calls()) {
    EXPECT_TRUE(call.starts_with("info") || call.starts_with("list") || call.starts_with("read")) << call;
  }
}

TEST_F(RecoveryTest, FinishesWhatWasInterruptedAfterTheSwap) {
  dies_at("replace", Effect::all);
  EXPECT_EQ(world.disk.bytes(test::target), new_bytes);
  EXPECT_NE(said().find("was interrupted after it was made; it is complete"), std::string::npos);
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_EQ(world.backups()[0].state, BackupState::intact);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

TEST_F(RecoveryTest, RollsBackWhatWasInterruptedBeforeTheSwap) {
  dies_at("replace", Effect::nothing);
  EXPECT_EQ(world.litter().size(), 2U);
  EXPECT_NE(said().find("was interrupted before it was made; the file was not touched"), std::string::npos);
  EXPECT_TRUE(world.backups().empty());
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

TEST_F(RecoveryTest, KeepsTheBackupWhenOthersHaveWrittenSince) {
  dies_at("replace", Effect::all);
  world.disk.put(test::target, "<other/>");
  EXPECT_NE(said().find("written or removed by another process since; the backup /iis/.certlift/2026"),
            std::string::npos);
  EXPECT_EQ(world.disk.bytes(test::target), "<other/>");
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_EQ(world.backups()[0].state, BackupState::intact);
  EXPECT_EQ(said(), "");
}

TEST_F(RecoveryTest, KeepsTheBackupWhenTheTargetIsGone) {
  dies_at("replace", Effect::nothing);
  world.disk.erase(test::target);
  EXPECT_NE(said(), "");
  EXPECT_TRUE(world.has_backup_of(old_bytes));
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_FALSE(world.disk.exists(test::target));
}

TEST_F(RecoveryTest, KeepsNoHalfBackupThoughOthersHaveMadeTheSameChange) {
  dies_at("create_file /iis/.certlift/2026", Effect::half);
  world.disk.put(test::target, new_bytes);
  EXPECT_NE(said().find("before it was made"), std::string::npos);
  EXPECT_TRUE(world.backups().empty());
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_EQ(world.disk.bytes(test::target), new_bytes);
}

TEST_F(RecoveryTest, LeavesALivingOneAlone) {
  dies_at("replace", Effect::nothing);
  world.environment.process_mark = [](std::int64_t) { return "started at 1"; };
  const auto before = world.disk.paths();
  EXPECT_EQ(said(), "");
  EXPECT_EQ(world.disk.paths(), before);
}

TEST_F(RecoveryTest, LeavesOtherTargetsOfTheStoreAlone) {
  dies_at("replace", Effect::nothing);
  world.disk.put("/iis/other.config", "x");
  ASSERT_TRUE(recover(world.context(), "/iis/other.config"));
  EXPECT_EQ(world.litter().size(), 1U) << "all but the lock";
  EXPECT_NE(said().find("before it was made"), std::string::npos);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

TEST_F(RecoveryTest, BearsAJournalThatIsTornInTheMiddleOfBeginning) {
  dies_at("append", Effect::half);
  said();
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_TRUE(world.change(new_bytes));
  EXPECT_EQ(world.backups().size(), 1U);
}

TEST_F(RecoveryTest, LeavesFilesThatOnlyLookLikeItsOwn) {
  world.disk.put("/iis/.applicationHost.config.certlift-mine.tmp", "x");
  world.disk.put("/iis/.certlift/20200101T000000Z-0000/notes.txt", "x");
  dies_at("replace", Effect::nothing);
  said();
  EXPECT_TRUE(world.disk.exists("/iis/.applicationHost.config.certlift-mine.tmp"));
  EXPECT_TRUE(world.disk.exists("/iis/.certlift/20200101T000000Z-0000/notes.txt"));
}

TEST(RecoveryErrors, SayThatAnEarlierChangeIsNotFinished) {
  std::size_t unfinished = 0;
  for (std::size_t n = 1; n < 30; ++n) {
    test::World world;
    world.disk.fail_at(20, test::MemoryDisk::Times::from_then_on);
    ASSERT_FALSE(world.change(test::new_bytes));
    world.disk.work_again();
    world.next_process();
    world.disk.fail_at(n, test::MemoryDisk::Times::from_then_on);
    const auto result = recover(world.context(), test::target);
    if (result) continue;
    EXPECT_NE(result.error().aftermath, Aftermath::changed);
    unfinished += result.error().aftermath == Aftermath::unfinished ? 1 : 0;
  }
  EXPECT_GT(unfinished, 3U);
}

}  // namespace
}  // namespace certlift::apply
