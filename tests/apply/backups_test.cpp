#include "apply/backups.h"

#include "apply/world.h"

#include <gtest/gtest.h>

#include <optional>

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
  EXPECT_TRUE(recover(world.context(), test::target)->notes.empty());
  EXPECT_EQ(world.backups().size(), 2U);
}

TEST_F(BackupsTest, AreListedWhenTheTargetIsGone) {
  const std::string id = change(new_bytes);
  world.disk.erase(test::target);
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_TRUE(prepare(id)->is_target_gone());
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

TEST_F(BackupsTest, AreDamagedWhenAPartIsMissingOrChangedAndSayWhich) {
  for (const std::string part : {"applicationHost.config", "applicationHost.config.after", "change.json"}) {
    for (const bool is_missing : {true, false}) {
      const std::string id = change(part + (is_missing ? " missing" : " changed"));
      is_missing ? world.disk.erase(kept(id, part)) : world.disk.put(kept(id, part), "damaged");
      const Backup newest = world.backups()[0];
      EXPECT_EQ(newest.change.id, id);
      EXPECT_EQ(newest.state, BackupState::damaged) << part;
      ASSERT_EQ(newest.damage.size(), 1U);
      EXPECT_EQ(newest.damage[0].path, kept(id, part));
    }
  }
}

TEST_F(BackupsTest, CanBeRestoredWhenOnlyTheResultIsDamaged) {
  const std::string id = change(new_bytes);
  world.disk.put(kept(id, "applicationHost.config.after"), "damaged");
  const auto ready = prepare(id);
  ASSERT_TRUE(ready);
  ASSERT_TRUE(restore(world.context(), *ready, Force::no));
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
}

TEST_F(BackupsTest, HaveAHistoryThatKnowsChangesWithoutBackupToo) {
  world.keep = 1;
  const std::string removed = change("1");
  world.disk.before_call(12, [](test::MemoryDisk& disk) { disk.put(test::target, "2"); });
  ASSERT_FALSE(world.change("not made"));
  const std::string lost = change("3");
  world.disk.erase("/iis/.certlift/" + lost);
  const std::string kept_one = change("4");

  const auto history = read_history(world.disk, test::target, {});
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 4U);
  const auto events_of = [](const Record& record) {
    std::string events;
    for (const Moment& moment : record.moments) {
      events.append(events.empty() ? "" : " ").append(name_of(moment.event));
    }
    return events;
  };
  EXPECT_EQ(history->at(0).change.id, kept_one);
  EXPECT_TRUE(history->at(0).backup);
  EXPECT_EQ(events_of(history->at(0)), "begin done");
  EXPECT_EQ(history->at(1).change.id, lost);
  const std::optional<Backup>& missing = history->at(1).backup;
  EXPECT_TRUE(missing && missing->state == BackupState::missing);
  EXPECT_EQ(events_of(history->at(1)), "begin done");
  EXPECT_FALSE(history->at(2).backup);
  EXPECT_EQ(events_of(history->at(2)), "begin aborted");
  EXPECT_EQ(history->at(3).change.id, removed);
  EXPECT_FALSE(history->at(3).backup);
  EXPECT_EQ(events_of(history->at(3)), "begin done pruned");
}

TEST_F(BackupsTest, AreNamed) {
  EXPECT_EQ(name_of(BackupState::intact), "intact");
  EXPECT_EQ(name_of(BackupState::damaged), "damaged");
  EXPECT_EQ(name_of(BackupState::unfinished), "unfinished");
  EXPECT_EQ(name_of(BackupState::missing), "missing");
}

TEST_F(BackupsTest, AreMissingWhenTheirFolderIsGone) {
  change("1");
  const std::string id = change("2");
  world.disk.erase("/iis/.certlift/" + id);
  const auto backups = world.backups();
  ASSERT_EQ(backups.size(), 2U);
  EXPECT_EQ(backups[0].state, BackupState::missing);
  ASSERT_EQ(backups[0].damage.size(), 1U);
  EXPECT_EQ(backups[0].damage[0].path, "/iis/.certlift/" + id);
  EXPECT_EQ(backups[1].state, BackupState::intact);
  EXPECT_EQ(prepare(id).error().path, "/iis/.certlift/" + id);
}

/// At whatever call of the listing another certlift makes a whole change, which prunes a backup.
TEST_F(BackupsTest, AreNotCalledMissingWhileAnotherCertliftMakesAndPrunesThem) {
  for (std::size_t n = 1; n < 40; ++n) {
    test::World busy;
    busy.keep = 1;
    ASSERT_TRUE(busy.change("1"));
    busy.disk.before_call(n, [&](test::MemoryDisk&) { ASSERT_TRUE(busy.change("2")); });
    const auto backups = list_backups(busy.disk, test::target, {});
    ASSERT_TRUE(backups);
    for (const Backup& backup : *backups) {
      EXPECT_NE(backup.state, BackupState::missing) << "call " << n;
    }
  }
}

/// One makes a whole change after the folders were listed; another one prunes it at whatever call after that.
TEST_F(BackupsTest, AreNotCalledMissingWhenTheyComeAndGoWhileTheyAreListed) {
  for (std::size_t n = 1; n < 20; ++n) {
    test::World busy;
    busy.keep = 1;
    ASSERT_TRUE(busy.change("1"));
    busy.disk.forget_calls();
    ASSERT_TRUE(list_backups(busy.disk, test::target, {}));
    const auto& calls = busy.disk.calls();
    const auto list = std::ranges::find(calls, std::string("list ") + test::store);
    ASSERT_NE(list, calls.end());
    busy.disk.before_call(static_cast<std::size_t>(list - calls.begin()) + 2, [&](test::MemoryDisk& disk) {
      ASSERT_TRUE(busy.change("2"));
      disk.before_call(n, [&](test::MemoryDisk&) { ASSERT_TRUE(busy.change("3")); });
    });
    const auto backups = list_backups(busy.disk, test::target, {});
    ASSERT_TRUE(backups);
    for (const Backup& backup : *backups) {
      EXPECT_NE(backup.state, BackupState::missing) << "call " << n;
    }
  }
}

class MovedTest : public testing::Test {
 protected:
  MovedTest() {
    const std::string folder = "/iis/.certlift/" + world.change(new_bytes)->id;
    id = folder.substr(folder.rfind('/') + 1);
    for (const std::string& path : world.disk.paths()) {
      if (path.starts_with("/iis/") && !world.disk.bytes(path).empty()) {
        world.disk.put("/new" + path.substr(4), world.disk.bytes(path));
      }
    }
  }
  const std::string moved = "/new/applicationHost.config";
  std::string id;
  test::World world;
};

TEST_F(MovedTest, BackupsAreUsedOnlyIfThatIsSaid) {
  EXPECT_TRUE(list_backups(world.disk, moved, {})->empty());
  EXPECT_EQ(list_backups(world.disk, moved, {}, Whose::and_moved)->size(), 1U);
  const auto refused = prepare_last_undo(world.disk, moved, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(
      refused.error().message,
      "there is no change of this file to undo; the backups here belong to /iis/applicationHost.config; "
      "if this file was moved or copied from there, --moved uses them");
  const auto ready = prepare_last_undo(world.disk, moved, {}, Whose::and_moved);
  ASSERT_TRUE(ready && *ready);
  ASSERT_TRUE(undo(world.context(), **ready));
  EXPECT_EQ(world.disk.bytes(moved), old_bytes);
  EXPECT_EQ(world.disk.bytes(test::target), new_bytes) << "which nobody has named";
  EXPECT_FALSE(*prepare_last_undo(world.disk, moved, {}, Whose::and_moved)) << "it is undone now";
}

TEST_F(MovedTest, BackupsCanBeRestored) {
  EXPECT_EQ(prepare_restore(world.disk, moved, id, {}).error().code, ErrorCode::not_found);
  const auto ready = prepare_restore(world.disk, moved, id, {}, Whose::and_moved);
  ASSERT_TRUE(ready);
  ASSERT_TRUE(restore(world.context(), *ready, Force::no));
  EXPECT_EQ(world.disk.bytes(moved), old_bytes);
}

TEST_F(MovedTest, ARestoreOfAFileThatIsGoneIsJournaledUnderItsPathOfToday) {
  world.disk.erase(moved);
  const auto ready = prepare_restore(world.disk, moved, id, {}, Whose::and_moved);
  ASSERT_TRUE(ready);
  ASSERT_TRUE(restore(world.context(), *ready, Force::no));
  EXPECT_EQ(Journal::open(world.disk, "/new/.certlift")->moments().back().change.target, moved);
}

TEST_F(MovedTest, BackupsOfSeveralFilesAreNotMixed) {
  world.disk.put("/third/applicationHost.config", old_bytes);
  Context context = world.context();
  context.backup_dir = "/new/.certlift";
  const auto snapshot = take_snapshot(world.disk, "/third/applicationHost.config");
  ASSERT_TRUE(change_file(context, *snapshot, new_bytes, {"fix", "a test"}));
  const auto refused = list_backups(world.disk, moved, {}, Whose::and_moved);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_found);
  EXPECT_NE(refused.error().message.find("/iis/applicationHost.config, /third/applicationHost.config"),
            std::string::npos);
}

TEST_F(MovedTest, BackupsOfAFileOfAnotherNameAreNamedButNotOffered) {
  world.disk.put("/new/other.config", old_bytes);
  const std::string message = no_backup(world.disk, "/new/other.config", id, {}).message;
  EXPECT_NE(message.find("the backups here belong to /iis/applicationHost.config"), std::string::npos);
  EXPECT_EQ(message.find("--moved"), std::string::npos);
  EXPECT_TRUE(list_backups(world.disk, "/new/other.config", {}, Whose::and_moved)->empty());
}

TEST_F(MovedTest, AFileWithBackupsOfItsOwnIsToldOfNoOthers) {
  ASSERT_TRUE(world.change("x", moved));
  EXPECT_EQ(no_backup(world.disk, moved, "20200101T000000Z-0000", {}).message.find("belong"),
            std::string::npos);
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
  EXPECT_EQ(backups[0].change.info.takes_back, id);
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

}  // namespace
}  // namespace certlift::apply
