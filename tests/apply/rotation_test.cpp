#include "apply/rotation.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using test::new_bytes;
using Times = test::MemoryDisk::Times;
using Effect = test::MemoryDisk::Effect;

constexpr const char* journal_path = "/iis/.certlift/journal.jsonl";
constexpr std::size_t too_many = 2 * remembered_changes + 1;

std::string past_id(std::size_t n) {
  return "20200101T000000Z-" + std::to_string(1000 + n);
}

/// What is left in a journal of changes whose backups were removed long ago.
std::string past(std::size_t count, const disk::Environment& environment, Event last = Event::pruned) {
  std::string lines;
  for (std::size_t n = 0; n < count; ++n) {
    const Change change = stamped({.id = past_id(n), .target = test::target}, environment);
    lines += to_json_line(change, name_of(last));
  }
  return lines;
}

class RotationTest : public testing::Test {
 protected:
  void begin_with(const std::string& journal) { world.disk.put(journal_path, journal, 0640, "iis"); }
  std::string journal() { return world.disk.bytes(journal_path); }
  bool knows(const std::string& id) { return journal().find(id) != std::string::npos; }

  test::World world;
};

TEST_F(RotationTest, LeavesAJournalAloneThatIsNotTooLong) {
  begin_with(past(too_many - 1, world.environment));
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->notes.empty());
  EXPECT_TRUE(knows(past_id(0)));
}

TEST_F(RotationTest, KeepsTheNewestRecordsAndSaysHowManyWent) {
  begin_with(past(too_many, world.environment));
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->notes.size(), 1U);
  EXPECT_EQ(outcome->notes[0],
            "Removed the records of 101 old changes from the journal; their backups were gone before.");
  EXPECT_FALSE(knows(past_id(too_many - remembered_changes - 1)));
  EXPECT_TRUE(knows(past_id(too_many - remembered_changes)));
  EXPECT_TRUE(knows(past_id(too_many - 1)));
  EXPECT_EQ(world.backups().at(0).state, BackupState::intact);
  EXPECT_EQ(Journal::open(world.disk, test::store)->last_event(outcome->id), Event::done);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_FALSE(world.disk.exists("/iis/.certlift/journal.jsonl.new"));
}

TEST_F(RotationTest, KeepsOwnerAndPermissionsOfTheJournal) {
  begin_with(past(too_many, world.environment));
  ASSERT_TRUE(world.change(new_bytes));
  EXPECT_EQ(world.disk.mode(journal_path), 0640U);
  EXPECT_EQ(world.disk.owner(journal_path), "iis");
}

TEST_F(RotationTest, CountsChangesThatWereNotMadeAndBackupsThatAreMissing) {
  for (const Event last : {Event::aborted, Event::done, Event::unclear}) {
    test::World other;
    other.disk.put(journal_path, past(too_many, other.environment, last));
    ASSERT_TRUE(other.change(new_bytes));
    EXPECT_EQ(other.disk.bytes(journal_path).find(past_id(0)), std::string::npos) << name_of(last);
  }
}

TEST_F(RotationTest, KeepsWhatIsOpenOfWhateverTarget) {
  const Change open =
      stamped({.id = "20190101T000000Z-aaaa", .target = "/other/x.config"}, world.environment);
  const Change restoring =
      stamped({.id = "20190101T000000Z-bbbb", .target = "/other/x.config"}, world.environment);
  begin_with(to_json_line(open, "begin") + to_json_line(restoring, "begin") +
             to_json_line(restoring, "done") + to_json_line(restoring, "restoring") +
             past(too_many, world.environment));
  ASSERT_TRUE(world.change(new_bytes));
  EXPECT_FALSE(knows(past_id(0)));
  const auto now = Journal::open(world.disk, test::store);
  EXPECT_EQ(now->last_event(open.id), Event::begin);
  EXPECT_EQ(now->last_event(restoring.id), Event::restoring);
}

TEST_F(RotationTest, KeepsWhatHasAFolderAndTheOrderOfThings) {
  std::vector<std::string> ids;
  int minutes = 0;
  const auto now = world.environment.now();
  world.environment.now = [&] { return now - std::chrono::minutes(minutes++); };
  for (const char* bytes : {"1", "2", "3"}) {
    ids.push_back(world.change(bytes)->id);
  }
  begin_with(journal() + past(too_many, world.environment));
  ids.push_back(world.change("4").value().id);
  EXPECT_FALSE(knows(past_id(0)));
  std::vector<std::string> listed;
  for (const Backup& backup : world.backups()) {
    listed.insert(listed.begin(), backup.change.id);
  }
  EXPECT_EQ(listed, ids);
}

TEST_F(RotationTest, KeepsLinesByteForByteAndDropsTornOnes) {
  const Change kept =
      stamped({.id = "20190101T000000Z-aaaa", .target = "/other/x.config"}, world.environment);
  std::string line = to_json_line(kept, "begin");
  line.insert(1, R"("of a later version": [1],  )");
  begin_with(line + "{\"event\":\"beg\n" + past(too_many, world.environment));
  ASSERT_TRUE(world.change(new_bytes));
  EXPECT_TRUE(journal().starts_with(line));
  EXPECT_EQ(journal().find("\"beg\n"), std::string::npos);
}

TEST_F(RotationTest, RemembersOnlyBoundedMuchHoweverManyChangesAreMade) {
  begin_with(past(2 * remembered_changes - 4, world.environment));
  world.keep = 1;
  for (std::size_t n = 0; n < 10; ++n) {
    ASSERT_TRUE(world.change(std::to_string(n)));
    ASSERT_LE(Journal::open(world.disk, test::store)->size(), 2 * remembered_changes + 1);
  }
  EXPECT_LE(Journal::open(world.disk, test::store)->size(), remembered_changes + 10);
}

/// What a change that rotates the journal may leave when it fails at its n-th call.
bool rotate_with_fault(std::size_t n, Times times, Effect effect, bool loses_power, bool keeps_displaced) {
  SCOPED_TRACE("call " + std::to_string(n) + ", times " + std::to_string(static_cast<int>(times)) +
               ", effect " + std::to_string(static_cast<int>(effect)));
  test::World world;
  if (!keeps_displaced) {
    world.disk.displaced = disk::Displaced::gone;
  }
  const std::string first = world.change("1").value().id;
  const Change open =
      stamped({.id = "20190101T000000Z-aaaa", .target = "/other/x.config"}, world.environment);
  world.disk.put(journal_path, world.disk.bytes(journal_path) + to_json_line(open, "begin") +
                                   past(too_many, world.environment));
  world.disk.forget_calls();
  world.disk.fail_at(n, times, effect);
  const auto outcome = world.change("2");
  const bool reached = world.disk.calls().size() >= n;
  SCOPED_TRACE(reached ? world.disk.calls()[n - 1] : "not reached");
  world.disk.work_again();
  if (loses_power) {
    world.disk.lose_unflushed();
  }
  world.next_process();
  const std::string present = world.disk.bytes(test::target);
  EXPECT_TRUE(present == "2" || (present == "1" && !outcome)) << present;
  EXPECT_TRUE(recover(world.context(), test::target));
  const auto journal = Journal::open(world.disk, test::store);
  EXPECT_EQ(journal->last_event(open.id), Event::begin) << "the journal has lost what is open";
  EXPECT_EQ(journal->last_event(first), Event::done);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_FALSE(world.disk.exists("/iis/.certlift/journal.jsonl.new"));
  const auto backups = world.backups();
  EXPECT_EQ(backups.back().change.id, first);
  for (const Backup& backup : backups) {
    EXPECT_EQ(backup.state, BackupState::intact);
  }
  EXPECT_TRUE(world.change("3"));
  EXPECT_EQ(world.disk.bytes(journal_path).find(past_id(0)), std::string::npos) << "rotated at last";
  return reached;
}

TEST_F(RotationTest, NeverLosesAJournalWhateverFails) {
  ASSERT_TRUE(world.change("1"));
  world.disk.forget_calls();
  ASSERT_TRUE(world.change("2"));
  const std::size_t first = world.disk.calls().size() - 3;  // before the change is closed
  struct Kind {
    Times times;
    Effect effect;
    bool loses_power;
    bool keeps_displaced;
  };
  for (const Kind& kind :
       {Kind{Times::once, Effect::half, false, true}, Kind{Times::from_then_on, Effect::all, false, true},
        Kind{Times::from_then_on, Effect::nothing, true, true},
        Kind{Times::from_then_on, Effect::all, true, false}}) {
    std::size_t n = first;
    while (rotate_with_fault(n, kind.times, kind.effect, kind.loses_power, kind.keeps_displaced) &&
           !HasFailure()) {
      ++n;
    }
    EXPECT_GT(n, first + 8) << "too few calls to have rotated";
  }
}

TEST_F(RotationTest, SaysWhatWentWrongAndLeavesTheChangeMade) {
  test::World rehearsal;
  const std::string long_journal = past(too_many, world.environment);
  for (test::World* each : {&rehearsal, &world}) {
    each->disk.put(journal_path, long_journal);
    each->disk.forget_calls();
  }
  ASSERT_TRUE(rehearsal.change(new_bytes));
  const auto& calls = rehearsal.disk.calls();
  const auto at = std::ranges::find(calls, std::string("create_file ") + journal_path + ".new");
  ASSERT_NE(at, calls.end());
  world.disk.fail_at(static_cast<std::size_t>(at - calls.begin()) + 1, Times::once);
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->notes.size(), 1U);
  EXPECT_EQ(outcome->notes[0],
            "Old records could not be removed from the journal: the disk is full; free some space; the next "
            "change will try again.");
  EXPECT_TRUE(knows(past_id(0)));
}

TEST_F(RotationTest, CallsNothingElseLitter) {
  EXPECT_TRUE(is_rotation_litter("journal.jsonl.new"));
  EXPECT_TRUE(is_rotation_litter("journal.jsonl.new.old"));
  EXPECT_FALSE(is_rotation_litter("journal.jsonl"));
  EXPECT_FALSE(is_rotation_litter("lock"));
}

}  // namespace
}  // namespace certlift::apply
