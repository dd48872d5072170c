#include "apply/retention.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using Ids = std::vector<std::string>;

class RetentionTest : public testing::Test {
 protected:
  explicit RetentionTest() { world.keep = 4; }

  std::string change(std::string_view bytes) { return world.change(bytes).value().id; }
  std::string undo(const std::string& id) {
    const auto ready = prepare_undo(world.disk, test::target, id, {});
    return apply::undo(world.context(), ready.value()).value().id;
  }
  std::string restore(const std::string& id) {
    const auto ready = prepare_restore(world.disk, test::target, id, {});
    return apply::restore(world.context(), ready.value(), Force::yes).value().id;
  }
  Ids kept() {
    Ids ids;
    for (const Backup& backup : world.backups()) {
      ids.push_back(backup.change.id);
    }
    return ids;
  }
  std::string journal() { return world.disk.bytes("/iis/.certlift/journal.jsonl"); }

  test::World world;
};

TEST_F(RetentionTest, KeepsTheNewestAndSaysWhatWent) {
  Ids ids;
  for (int i = 0; i < 4; ++i) {
    ids.push_back(change(std::to_string(i)));
  }
  EXPECT_EQ(journal().find("pruned"), std::string::npos);
  const auto outcome = world.change("one more");
  EXPECT_EQ(kept(), (Ids{outcome->id, ids[3], ids[2], ids[1]}));
  EXPECT_FALSE(world.disk.exists("/iis/.certlift/" + ids[0]));
  ASSERT_EQ(outcome->notes.size(), 1U);
  EXPECT_EQ(outcome->notes[0], "Removed the old backup " + ids[0] + ".");
  EXPECT_NE(journal().find(R"({"event":"pruned","id":")" + ids[0]), std::string::npos);
}

TEST_F(RetentionTest, KeepsTwentyUnlessAskedOtherwise) {
  EXPECT_EQ((Context{.files = world.disk, .environment = world.environment}.keep), 20U);
}

TEST_F(RetentionTest, ReadsNoBackupWhileThereAreFew) {
  change("1");
  const std::string original = world.backups()[0].original;
  world.disk.forget_calls();
  change("2");
  EXPECT_EQ(std::ranges::count(world.disk.calls(), "read " + original), 0);
}

TEST_F(RetentionTest, KeepsTheLastOneWhateverIsAsked) {
  world.keep = 0;
  change("1");
  const std::string last = change("2");
  EXPECT_EQ(kept(), Ids{last});
}

TEST_F(RetentionTest, DoesNotCountDamagedOnes) {
  world.keep = 1;
  change("1");
  world.keep = 4;
  const std::string second = change("2");
  const std::string third = change("3");
  const std::string fourth = change("4");
  world.disk.put(world.backups()[0].result, "damaged");
  world.keep = 2;
  const std::string fifth = change("5");
  EXPECT_EQ(kept(), (Ids{fifth, fourth, third}));
}

TEST_F(RetentionTest, LeavesThoseOfOtherTargetsAlone) {
  world.disk.put("/iis/other.config", "x");
  ASSERT_TRUE(world.change("y", "/iis/other.config"));
  world.keep = 1;
  change("1");
  change("2");
  EXPECT_EQ(list_backups(world.disk, "/iis/other.config", {})->size(), 1U);
}

TEST_F(RetentionTest, KeepsTheLastChangeInForceHoweverOftenOthersWereReverted) {
  const std::string in_force = change("<a>\n<b/>\n<c/>\n</a>\n");
  const std::string other = change("<a>\n<b x='1'/>\n<c/>\n</a>\n");
  world.keep = 1;
  const std::string undone = undo(other);
  EXPECT_EQ(kept(), (Ids{undone, in_force}));
  const std::string redone = undo(undone);
  const std::string again = undo(redone);
  EXPECT_EQ(kept(), (Ids{again, in_force}));
  undo(in_force);
  EXPECT_EQ(world.disk.bytes(test::target), test::old_bytes);
}

TEST_F(RetentionTest, KeepsAChangeThatIsInForceAgainBecauseItsUndoWasReverted) {
  const std::string in_force = change("1");
  const std::string undone = undo(in_force);
  world.keep = 1;
  const std::string redone = undo(undone);
  EXPECT_EQ(kept(), (Ids{redone, in_force}));
}

TEST_F(RetentionTest, TakesARestoreForTheEndOfAllThatItTookBack) {
  const std::string in_force = change("1");
  const std::string second = change("2");
  change("3");
  world.keep = 1;
  const std::string restored = restore(second);
  EXPECT_EQ(world.disk.bytes(test::target), "1");
  EXPECT_EQ(kept(), (Ids{restored, in_force}));
}

TEST_F(RetentionTest, ForgetsAMissingBackupThatIsOlderThanThoseThatStay) {
  const std::string missing = change("1");
  change("2");
  world.disk.erase("/iis/.certlift/" + missing);
  EXPECT_EQ(world.backups().back().state, BackupState::missing);
  world.keep = 1;
  const auto outcome = world.change("3");
  EXPECT_EQ(kept(), Ids{outcome->id});
  ASSERT_EQ(outcome->notes.size(), 1U);
  EXPECT_TRUE(outcome->notes[0].starts_with("Removed the old backup ")) << "and does not count it as removed";
}

TEST_F(RetentionTest, DoesNotMakeAChangeFailWhenItFails) {
  world.keep = 1;
  change("1");
  test::World rehearsal;
  rehearsal.keep = 1;
  ASSERT_TRUE(rehearsal.change("1"));
  rehearsal.disk.forget_calls();
  ASSERT_TRUE(rehearsal.change("2"));
  const auto& calls = rehearsal.disk.calls();
  const auto removal = std::ranges::find_if(calls, [](const std::string& call) {
    return call.starts_with("remove_file") && call.ends_with("change.json");
  });
  ASSERT_NE(removal, calls.end());
  world.disk.fail_at(static_cast<std::size_t>(removal - calls.begin()) + 1, test::MemoryDisk::Times::once);
  const auto outcome = world.change("2");
  ASSERT_TRUE(outcome) << outcome.error().message;
  ASSERT_EQ(outcome->notes.size(), 1U);
  EXPECT_TRUE(outcome->notes[0].starts_with("Old backups could not be removed: the disk is full"))
      << outcome->notes[0];
  EXPECT_EQ(world.disk.bytes(test::target), "2");
  // What was begun is finished by the next run.
  EXPECT_EQ(recover(world.context(), test::target)->notes.size(), 1U);
  EXPECT_EQ(kept(), Ids{outcome->id});
}

}  // namespace
}  // namespace certlift::apply
