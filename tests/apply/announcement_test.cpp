#include "apply/announcement.h"

#include "apply/world.h"

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

  Server() {
    environment.log_event = [this](const std::string& sentence) {
      log.push_back(sentence);
      return log_trouble;
    };
  }

  Result<Outcome> change_live(const std::string& live) {
    Context live_context = context();
    live_context.live = LiveServer{live, "/iis", "/inetsrv/backup"};
    const auto snapshot = take_snapshot(disk, test::target);
    return change_file(live_context, *snapshot, test::new_bytes, {"fix", "1 fix: a-rule"});
  }
};

TEST(Announcement, EntersEachChangeInTheSystemsLog) {
  Server server;
  const auto outcome = server.change(test::new_bytes);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(server.log,
              ElementsAre("certlift fix has changed /iis/applicationHost.config: a test. The original is "
                          "kept as backup " +
                          outcome->id + "; certlift undo reverts the change."));
  ASSERT_TRUE(server.change(test::new_bytes));
  EXPECT_EQ(server.log.size(), 1U) << "nothing was to do";
}

TEST(Announcement, BacksUpALiveServerAsAppcmdDoes) {
  Server server;
  server.disk.put("/iis/administration.config", "<administration/>", 0600, "iis");
  server.disk.put_directory("/inetsrv");
  const auto outcome = server.change_live(test::target);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->notes, IsEmpty());
  const std::string folder = "/inetsrv/backup/certlift-" + outcome->id;
  EXPECT_EQ(server.disk.bytes(folder + "/applicationHost.config"), test::old_bytes);
  EXPECT_EQ(server.disk.mode(folder + "/applicationHost.config"), 0640U);
  EXPECT_EQ(server.disk.owner(folder + "/applicationHost.config"), "iis");
  EXPECT_EQ(server.disk.bytes(folder + "/administration.config"), "<administration/>");
  EXPECT_EQ(server.disk.mode(folder + "/administration.config"), 0600U);
  EXPECT_FALSE(server.disk.exists(folder + "/redirection.config"));
}

TEST(Announcement, LeavesAppcmdOutOfOtherFiles) {
  Server server;
  ASSERT_TRUE(server.change_live("/elsewhere/applicationHost.config"));
  EXPECT_FALSE(server.disk.exists("/inetsrv/backup"));
}

TEST(Announcement, SaysWhatCouldNotBeDoneAndLetsTheChangeStand) {
  Server server;
  server.log_trouble = "access is denied";
  const auto outcome = server.change_live(test::target);  // there is no /inetsrv
  ASSERT_TRUE(outcome);
  EXPECT_EQ(server.disk.bytes(test::target), test::new_bytes);
  EXPECT_THAT(outcome->notes,
              ElementsAre(HasSubstr("/inetsrv/backup/certlift-" + outcome->id + ", could not be made"),
                          HasSubstr("event log: access is denied.")));
}

}  // namespace
}  // namespace certlift::apply
