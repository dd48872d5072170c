#include "apply/announcement.h"

#include "apply/world.h"
#include "base/sha256.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using test::World;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Server : World {
  std::vector<std::string> log;
  std::optional<std::string> log_trouble;
  std::vector<std::string> told;
  std::optional<std::string> told_trouble;

  Server() {
    environment.log_event = [this](const std::string& sentence) {
      log.push_back(sentence);
      return log_trouble;
    };
  }

  Result<Outcome> change_told() {
    Context telling = context();
    telling.on_change = [this](const Snapshot& before, const std::string& id) {
      told.push_back(id + " of " + before.path + ": " + before.bytes);
      return told_trouble;
    };
    const auto snapshot = take_snapshot(disk, test::target);
    return change_file(telling, *snapshot, test::new_bytes, {"fix", "1 fix: a-rule"});
  }
};

TEST(Announcement, EntersEachChangeInTheSystemsLog) {
  Server server;
  const auto outcome = server.change(test::new_bytes);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(server.log,
              ElementsAre("certlift fix has changed /iis/applicationHost.config: a test. Changed by " +
                          server.environment.user + "; SHA-256 before " + sha256(test::old_bytes) +
                          ", after " + sha256(test::new_bytes) + ". The original is kept as backup " +
                          outcome->id + "; certlift undo reverts the change."));
  ASSERT_TRUE(server.change(test::new_bytes));
  EXPECT_EQ(server.log.size(), 1U) << "nothing was to do";
}

TEST(Announcement, NamesThePlanThatWasApplied) {
  Server server;
  const auto snapshot = take_snapshot(server.disk, test::target);
  ASSERT_TRUE(change_file(server.context(), *snapshot, test::new_bytes,
                          {.command = "apply", .plan_id = "20261122T083000Z-3f2a"}));
  EXPECT_THAT(server.log, ElementsAre(HasSubstr(", by plan 20261122T083000Z-3f2a; SHA-256")));
}

TEST(Announcement, TellsThoseWhoKeepBackupsOfWhatWasReplaced) {
  Server server;
  const auto outcome = server.change_told();
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->notes, IsEmpty());
  EXPECT_THAT(server.told,
              ElementsAre(outcome->id + " of " + test::target + ": " + std::string(test::old_bytes)));
}

TEST(Announcement, SaysWhatCouldNotBeDoneAndLetsTheChangeStand) {
  Server server;
  server.log_trouble = "access is denied";
  server.told_trouble = "The other backup could not be made.";
  const auto outcome = server.change_told();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(server.disk.bytes(test::target), test::new_bytes);
  EXPECT_THAT(outcome->notes,
              ElementsAre("The other backup could not be made.", HasSubstr("event log: access is denied.")));
}

}  // namespace
}  // namespace certlift::apply
