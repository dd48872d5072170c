#include "apply/transaction.h"

#include "apply/world.h"
#include "base/sha256.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace certlift::apply {
namespace {

using test::new_bytes;
using test::old_bytes;

class TransactionTest : public testing::Test {
 protected:
  /// Where in the list of calls the first one that starts so stands.
  std::size_t call(const std::string& start) const {
    const auto& calls = world.disk.calls();
    const auto found = std::ranges::find_if(calls, [&](const auto& c) { return c.starts_with(start); });
    EXPECT_NE(found, calls.end()) << start;
    return static_cast<std::size_t>(found - calls.begin());
  }
  bool wrote_anything() const {
    return std::ranges::any_of(world.disk.calls(), [](const std::string& c) {
      return !c.starts_with("info") && !c.starts_with("read") && !c.starts_with("list");
    });
  }
  std::string folder(const std::string& id) const { return std::string(test::store) + "/" + id; }

  test::World world;
};

TEST_F(TransactionTest, PutsTheNewBytesInPlaceAndKeepsTheOld) {
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->changed());
  EXPECT_TRUE(outcome->notes.empty());
  EXPECT_EQ(outcome->sha256_before, sha256(old_bytes));
  EXPECT_EQ(outcome->sha256_after, sha256(new_bytes));
  EXPECT_EQ(world.disk.bytes(test::target), new_bytes);
  EXPECT_EQ(world.disk.bytes(folder(outcome->id) + "/applicationHost.config"), old_bytes);
  EXPECT_EQ(world.disk.bytes(folder(outcome->id) + "/applicationHost.config.after"), new_bytes);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

TEST_F(TransactionTest, WritesNothingAtAllWhenThereIsNothingToDo) {
  const auto outcome = world.change(old_bytes);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->changed());
  EXPECT_EQ(outcome->sha256_after, sha256(old_bytes));
  EXPECT_FALSE(wrote_anything());
  EXPECT_FALSE(world.disk.exists(test::store));
}

TEST_F(TransactionTest, GoesByTheOrderThatMakesItSafe) {
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  const std::string kept = folder(outcome->id);
  const std::string staged = "/iis/.applicationHost.config.certlift-" + outcome->id + ".tmp";
  const std::vector<std::size_t> order = {call("create_file /iis/.certlift/lock"),
                                          call("append /iis/.certlift/journal.jsonl"),
                                          call("create_directory " + kept),
                                          call("create_file " + kept + "/applicationHost.config"),
                                          call("read " + kept + "/applicationHost.config"),
                                          call("create_file " + kept + "/change.json"),
                                          call("flush_directory " + kept),
                                          call("create_file " + staged),
                                          call("read " + staged),
                                          call("replace /iis/applicationHost.config"),
                                          call("remove_file /iis/.certlift/lock")};
  EXPECT_TRUE(std::ranges::is_sorted(order));
  const auto& calls = world.disk.calls();
  const std::size_t swap = call("replace");
  EXPECT_EQ(calls[swap - 1], "read /iis/applicationHost.config");
  EXPECT_EQ(calls[swap + 1], "read " + staged) << "what was displaced";
  EXPECT_EQ(calls[swap + 2], "remove_file " + staged);
  EXPECT_EQ(calls[swap + 3], "flush_directory /iis");
  EXPECT_EQ(calls[swap + 4], "read /iis/applicationHost.config");
  EXPECT_EQ(calls[swap + 5], "append /iis/.certlift/journal.jsonl");
}

TEST_F(TransactionTest, ProtectsWhatItKeepsLikeTheOriginal) {
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  for (const std::string& path : world.disk.paths()) {
    if (path.starts_with(test::store) || path == test::target) {
      const bool directory = path == test::store || path == folder(outcome->id);
      EXPECT_EQ(world.disk.mode(path), directory ? 0750U : 0640U) << path;
      EXPECT_EQ(world.disk.owner(path), "iis") << path;
    }
  }
}

TEST_F(TransactionTest, SaysInChangeJsonWhatWasDoneWithoutAByteOfTheConfiguration) {
  const std::string secret = "[enc:AesProvider:c2VjcmV0:enc]";
  world.disk.put(test::target, "<a password='" + secret + "'/>");
  const auto outcome = world.change("<b password='" + secret + "'/>");
  ASSERT_TRUE(outcome);
  const std::string text = world.disk.bytes(folder(outcome->id) + "/change.json");
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json["schema_version"], 1);
  EXPECT_EQ(json["id"], outcome->id);
  EXPECT_EQ(json["target"], test::target);
  EXPECT_EQ(json["user"], "alice");
  EXPECT_EQ(json["host"], "WEB01");
  EXPECT_EQ(json["command"], "fix");
  EXPECT_EQ(json["what"], "a test");
  EXPECT_EQ(json["size"], 13 + secret.size() + 3);
  EXPECT_EQ(json["sha256_before"], outcome->sha256_before);
  EXPECT_EQ(json["sha256_after"], outcome->sha256_after);
  EXPECT_EQ(text.find("enc:"), std::string::npos);
  EXPECT_EQ(world.disk.bytes("/iis/.certlift/journal.jsonl").find("enc:"), std::string::npos);
}

TEST_F(TransactionTest, TellsTheJournalWhatBeganAndWhatIsDone) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  const auto outcome = change_file(world.context(), *snapshot, new_bytes, {"apply", "a plan", "plan-7"});
  ASSERT_TRUE(outcome);
  const std::string text = world.disk.bytes("/iis/.certlift/journal.jsonl");
  const std::size_t end = text.find('\n');
  const auto first = nlohmann::json::parse(text.substr(0, end));
  const auto second = nlohmann::json::parse(text.substr(end + 1));
  EXPECT_EQ(first["event"], "begin");
  EXPECT_EQ(second["event"], "done");
  EXPECT_LT(first["time"], second["time"]);
  for (const auto& line : {first, second}) {
    EXPECT_EQ(line["id"], outcome->id);
    EXPECT_EQ(line["plan"], "plan-7");
    EXPECT_EQ(line["command"], "apply");
    EXPECT_EQ(line["sha256_before"], outcome->sha256_before);
    EXPECT_EQ(line["sha256_after"], outcome->sha256_after);
  }
}

TEST_F(TransactionTest, EditsTheRealFileBehindALink) {
  world.disk.put_link("/etc/link.config", test::target);
  ASSERT_TRUE(world.change(new_bytes, "/etc/link.config"));
  EXPECT_EQ(world.disk.bytes(test::target), new_bytes);
  EXPECT_TRUE(world.disk.exists("/etc/link.config"));
  EXPECT_EQ(world.disk.bytes("/etc/link.config"), new_bytes);
  EXPECT_TRUE(world.disk.exists(test::store));
  EXPECT_FALSE(world.disk.exists("/etc/.certlift"));
}

TEST_F(TransactionTest, RefusesATargetThatIsNotWhatWasRead) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  world.disk.put(test::target, "<other/>", 0640, "iis");
  const auto outcome = change_file(world.context(), *snapshot, new_bytes, {"fix", "a test"});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::changed);
  EXPECT_EQ(world.disk.bytes(test::target), "<other/>");
  EXPECT_FALSE(world.disk.exists(test::store)) << "nothing has come of it";
}

TEST_F(TransactionTest, RefusesAnotherFileWithTheSameBytes) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  world.disk.put(test::target, old_bytes);
  EXPECT_EQ(change_file(world.context(), *snapshot, new_bytes, {"fix", ""}).error().code, ErrorCode::changed);
}

TEST_F(TransactionTest, RefusesALinkThatHasTakenTheTargetsPlace) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  world.disk.put_hard_link("/iis/moved.config", test::target);
  world.disk.put_link(test::target, "/iis/moved.config");
  EXPECT_EQ(change_file(world.context(), *snapshot, new_bytes, {"fix", ""}).error().code, ErrorCode::changed);
  EXPECT_EQ(world.disk.bytes("/iis/moved.config"), old_bytes);
}

TEST_F(TransactionTest, RefusesATargetThatHasGotASecondName) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  world.disk.put_hard_link("/iis/second.config", test::target);
  EXPECT_EQ(change_file(world.context(), *snapshot, new_bytes, {"fix", ""}).error().code,
            ErrorCode::unwritable);
}

TEST_F(TransactionTest, SaysThatTheTargetIsGone) {
  const auto snapshot = take_snapshot(world.disk, test::target);
  world.disk.erase(test::target);
  EXPECT_EQ(change_file(world.context(), *snapshot, new_bytes, {"fix", ""}).error().code,
            ErrorCode::not_found);
  EXPECT_FALSE(world.disk.exists(test::target));
}

TEST_F(TransactionTest, TakesOtherDigitsWhenAnIdIsTaken) {
  const auto now = world.environment.now();
  world.environment.now = [now] { return now; };
  std::vector<std::uint16_t> digits = {7, 7, 7, 8};
  world.environment.random = [&digits] {
    const std::uint16_t next = digits.front();
    digits.erase(digits.begin());
    return next;
  };
  EXPECT_EQ(world.change("1")->id, "20261122T083000Z-0007");
  EXPECT_EQ(world.change("2")->id, "20261122T083000Z-0008");
}

TEST_F(TransactionTest, KeepsTargetsOfOneNameApartInOneBackupDirectory) {
  world.disk.put("/one/app.config", "1");
  world.disk.put("/two/app.config", "2");
  Context context = world.context();
  context.backup_dir = "/backups";
  for (const char* path : {"/one/app.config", "/two/app.config"}) {
    const auto snapshot = take_snapshot(world.disk, path);
    ASSERT_TRUE(change_file(context, *snapshot, "new", {"fix", path}));
  }
  EXPECT_FALSE(world.disk.exists("/one/.certlift"));
  for (const char* path : {"/one/app.config", "/two/app.config"}) {
    const auto backups = list_backups(world.disk, path, "/backups");
    ASSERT_EQ(backups->size(), 1U);
    EXPECT_EQ((*backups)[0].change.info.what, path);
  }
  EXPECT_TRUE(list_backups(world.disk, "/one/app.config", {})->empty());
}

TEST_F(TransactionTest, WritesThroughNoLinkThatPosesAsItsStore) {
  world.disk.put_directory("/elsewhere");
  world.disk.put_link(test::store, "/elsewhere");
  const auto outcome = world.change(new_bytes);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::unwritable);
  EXPECT_EQ(outcome.error().path, test::store);
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
}

TEST_F(TransactionTest, TakesABackupDirectoryWithASeparatorAtItsEnd) {
  Context context = world.context();
  context.backup_dir = "/backups/";
  ASSERT_TRUE(change_file(context, *take_snapshot(world.disk, test::target), new_bytes, {"fix", ""}));
  EXPECT_EQ(list_backups(world.disk, test::target, "/backups")->size(), 1U);
  EXPECT_TRUE(world.disk.exists("/backups/journal.jsonl"));
}

TEST_F(TransactionTest, TouchesNothingWhenTheDirectoryCannotBeFlushed) {
  test::World rehearsal;
  rehearsal.disk.put_directory(test::store);
  world.disk.put_directory(test::store);
  ASSERT_TRUE(rehearsal.change(new_bytes));
  const auto& calls = rehearsal.disk.calls();
  const auto flush = std::ranges::find(calls, "flush_directory /iis");
  const auto swap = std::ranges::find(calls, std::string("replace ") + test::target);
  EXPECT_LT(flush, swap);
  world.disk.fail_at(static_cast<std::size_t>(flush - calls.begin()) + 1, test::MemoryDisk::Times::once);
  EXPECT_FALSE(world.change(new_bytes));
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
}

TEST_F(TransactionTest, SaysWhereTheOriginalIsWhenItFailsAfterTheSwap) {
  test::World rehearsal;
  ASSERT_TRUE(rehearsal.change(new_bytes));
  const auto& calls = rehearsal.disk.calls();
  const auto swap = std::ranges::find(calls, std::string("replace ") + test::target) - calls.begin();
  // Removing the old one, flushing the directory, reading back.
  for (const std::size_t later : {3U, 4U, 5U}) {
    test::World other;
    other.disk.fail_at(static_cast<std::size_t>(swap) + later, test::MemoryDisk::Times::once);
    const auto outcome = other.change(new_bytes);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().path, test::target);
    EXPECT_TRUE(outcome.error().message.starts_with("the new content ")) << outcome.error().message;
    EXPECT_NE(outcome.error().message.find("/iis/.certlift/20261122T0830"), std::string::npos);
    EXPECT_EQ(outcome.error().aftermath, Aftermath::changed);
    ASSERT_EQ(other.backups().size(), 1U);
    EXPECT_EQ(outcome.error().change, other.backups()[0].change.id);
    EXPECT_EQ(other.disk.bytes(test::target), new_bytes);
  }
}

TEST_F(TransactionTest, TidiesUpAfterAnInterruptedOneAndSaysSo) {
  world.disk.fail_at(20, test::MemoryDisk::Times::from_then_on);
  ASSERT_FALSE(world.change(new_bytes));
  world.disk.work_again();
  world.next_process();
  const auto outcome = world.change(new_bytes);
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->notes.size(), 2U);
  EXPECT_TRUE(outcome->notes[0].starts_with("Took over the lock of process 4711"));
  EXPECT_TRUE(outcome->notes[1].starts_with("Change 20261122T0830"));
  EXPECT_EQ(world.backups().size(), 1U);
}

}  // namespace
}  // namespace certlift::apply
