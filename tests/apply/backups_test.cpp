#include "apply/backups.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using test::new_bytes;
using test::old_bytes;

class BackupsTest : public testing::Test {
 protected:
  std::string change(std::string_view bytes) { return world.change(bytes).value().id; }
  std::string kept(const std::string& id, const std::string& name) {
    return "/iis/.certlift/" + id + "/" + name;
  }
  Result<Restoration> prepare(const std::string& id) {
    return prepare_restore(world.disk, test::target, id, {});
  }

  test::World world;
};

TEST_F(BackupsTest, AreNoneWhereNothingWasChanged) {
  EXPECT_TRUE(world.backups().empty());
}

TEST_F(BackupsTest, AreListedTheNewestFirst) {
  const std::string first = change("1");
  const std::string second = change("2");
  const auto backups = world.backups();
  ASSERT_EQ(backups.size(), 2U);
  EXPECT_EQ(backups[0].change.id, second);
  EXPECT_EQ(backups[1].change.id, first);
  EXPECT_EQ(backups[1].change.size, std::string(old_bytes).size());
  EXPECT_EQ(backups[1].change.info.what, "a test");
  EXPECT_EQ(backups[1].state, BackupState::intact);
  EXPECT_EQ(backups[1].original, kept(first, "applicationHost.config"));
}

TEST_F(BackupsTest, AreInTheOrderTheyWereMadeInAlsoWhenTheClockGoesBack) {
  const auto now = world.environment.now();
  int minutes = 100;
  world.environment.now = [&] { return now - std::chrono::minutes(minutes++); };
  const std::string first = change("1");
  const std::string second = change("2");
  EXPECT_GT(first, second);
  EXPECT_EQ(world.backups()[0].change.id, second);
}

TEST_F(BackupsTest, AreListedWithoutAJournalToo) {
  const std::string first = change("1");
  const std::string second = change("2");
  world.disk.erase("/iis/.certlift/journal.jsonl");
  const auto backups = world.backups();
  ASSERT_EQ(backups.size(), 2U);
  EXPECT_EQ(backups[0].change.id, second);
  EXPECT_EQ(backups[0].state, BackupState::intact);
  EXPECT_TRUE(recover(world.context(), test::target)->empty());
  EXPECT_EQ(world.backups().size(), 2U);
}

TEST_F(BackupsTest, AreListedWhenTheTargetIsGone) {
  const std::string id = change(new_bytes);
  world.disk.erase(test::target);
  ASSERT_EQ(world.backups().size(), 1U);
  const auto ready = prepare(id);
  ASSERT_FALSE(ready);
  EXPECT_EQ(ready.error().code, ErrorCode::not_found);
  EXPECT_NE(ready.error().message.find(kept(id, "applicationHost.config")), std::string::npos);
}

TEST_F(BackupsTest, AreDamagedWhenAByteIsNotWhatItWas) {
  const std::string id = change(new_bytes);
  world.disk.put(kept(id, "applicationHost.config"), new_bytes);
  EXPECT_EQ(world.backups()[0].state, BackupState::damaged);
  const auto ready = prepare(id);
  ASSERT_FALSE(ready);
  EXPECT_EQ(ready.error().code, ErrorCode::unreadable);
  EXPECT_EQ(ready.error().path, kept(id, "applicationHost.config"));
}

TEST_F(BackupsTest, AreDamagedWhenAPartIsMissing) {
  for (const char* part : {"applicationHost.config", "change.json"}) {
    const std::string id = change(part);
    world.disk.erase(kept(id, part));
    EXPECT_EQ(world.backups()[0].change.id, id);
    EXPECT_EQ(world.backups()[0].state, BackupState::damaged) << part;
  }
}

TEST_F(BackupsTest, AreNamed) {
  EXPECT_EQ(name_of(BackupState::intact), "intact");
  EXPECT_EQ(name_of(BackupState::damaged), "damaged");
  EXPECT_EQ(name_of(BackupState::unfinished), "unfinished");
}

TEST_F(BackupsTest, PutTheWholeOriginalBackAndKeepWhatTheyReplace) {
  const std::string id = change(new_bytes);
  const auto ready = prepare(id);
  ASSERT_TRUE(ready);
  EXPECT_EQ(ready->later_edits, LaterEdits::none);
  const auto outcome = restore(world.context(), *ready, Force::no);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
  const auto backups = world.backups();
  ASSERT_EQ(backups.size(), 2U);
  EXPECT_EQ(world.disk.bytes(backups[0].original), new_bytes);
  EXPECT_EQ(backups[0].change.info.command, "restore");
}

TEST_F(BackupsTest, AreNotRestoredOverLaterEditsUnlessForced) {
  const std::string id = change(new_bytes);
  world.disk.put(test::target, "<later/>");
  const auto ready = prepare(id);
  ASSERT_TRUE(ready);
  EXPECT_EQ(ready->later_edits, LaterEdits::would_be_lost);
  EXPECT_EQ(ready->present.bytes, "<later/>");
  EXPECT_EQ(ready->bytes, old_bytes);
  const auto refused = restore(world.context(), *ready, Force::no);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::changed);
  EXPECT_EQ(world.disk.bytes(test::target), "<later/>");
  ASSERT_TRUE(restore(world.context(), *ready, Force::yes));
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
  EXPECT_TRUE(world.has_backup_of("<later/>"));
}

TEST_F(BackupsTest, ThatAreInPlaceAlreadyAreNotWrittenAgain) {
  const std::string id = change(new_bytes);
  world.disk.put(test::target, old_bytes);
  const auto ready = prepare(id);
  EXPECT_EQ(ready->later_edits, LaterEdits::none);
  EXPECT_FALSE(restore(world.context(), *ready, Force::no)->changed());
}

TEST_F(BackupsTest, ThatDoNotExistAreNotFound) {
  change(new_bytes);
  for (const char* id : {"20200101T000000Z-0000", "../../etc", "x"}) {
    EXPECT_EQ(prepare(id).error().code, ErrorCode::not_found) << id;
  }
}

TEST_F(BackupsTest, OfAChangeThatIsGoingOnAreUnfinished) {
  test::World rehearsal;
  static_cast<void>(rehearsal.change(new_bytes));
  const auto& calls = rehearsal.disk.calls();
  const auto swap = static_cast<std::size_t>(
      std::ranges::find(calls, std::string("replace ") + test::target) - calls.begin());
  BackupState seen = BackupState::intact;
  ErrorCode code = ErrorCode::law_broken;
  world.disk.before_call(swap + 1, [&](test::MemoryDisk& disk) {
    const auto backups = list_backups(disk, test::target, {});
    seen = backups->at(0).state;
    code = prepare_restore(disk, test::target, backups->at(0).change.id, {}).error().code;
  });
  change(new_bytes);
  EXPECT_EQ(seen, BackupState::unfinished);
  EXPECT_EQ(code, ErrorCode::busy);
}

TEST_F(BackupsTest, ArePrunedToTheNewest) {
  std::vector<std::string> ids;
  for (int i = 0; i < 6; ++i) {
    ids.push_back(change(std::to_string(i)));
  }
  const auto removed = prune(world.context(), test::target, 4);
  ASSERT_TRUE(removed);
  EXPECT_EQ(*removed, (std::vector<std::string>{ids[1], ids[0]}));
  ASSERT_EQ(world.backups().size(), 4U);
  EXPECT_EQ(world.backups()[3].change.id, ids[2]);
  EXPECT_FALSE(world.disk.exists("/iis/.certlift/" + ids[0]));
  EXPECT_NE(world.disk.bytes("/iis/.certlift/journal.jsonl").find("\"event\":\"pruned\""), std::string::npos);
}

TEST_F(BackupsTest, ArePrunedToTwentyByDefaultAndNothingIsWrittenForFewer) {
  for (int i = 0; i < 20; ++i) {
    change(std::to_string(i));
  }
  world.disk.forget_calls();
  EXPECT_TRUE(prune(world.context(), test::target)->empty());
  for (const std::string& call : world.disk.calls()) {
    EXPECT_TRUE(call.starts_with("info") || call.starts_with("list") || call.starts_with("read")) << call;
  }
  change("one more");
  EXPECT_EQ(prune(world.context(), test::target)->size(), 1U);
}

TEST_F(BackupsTest, KeepTheLastOneWhateverIsAsked) {
  change("1");
  const std::string last = change("2");
  EXPECT_EQ(prune(world.context(), test::target, 0)->size(), 1U);
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_EQ(world.backups()[0].change.id, last);
}

TEST_F(BackupsTest, ThatAreDamagedDoNotCountAsKept) {
  const std::string first = change("1");
  const std::string second = change("2");
  const std::string third = change("3");
  world.disk.put(kept(third, "applicationHost.config"), "damaged");
  EXPECT_EQ(*prune(world.context(), test::target, 1), std::vector<std::string>{first});
  EXPECT_EQ(world.backups().size(), 2U);
}

TEST_F(BackupsTest, OfOtherTargetsArePrunedByNobodyElse) {
  world.disk.put("/iis/other.config", "x");
  ASSERT_TRUE(world.change("y", "/iis/other.config"));
  change("1");
  change("2");
  EXPECT_EQ(prune(world.context(), test::target, 1)->size(), 1U);
  EXPECT_EQ(list_backups(world.disk, "/iis/other.config", {})->size(), 1U);
}

}  // namespace
}  // namespace certlift::apply
