#include "cli/live_backup.h"

#include "support/memory_disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certlift::cli {
namespace {

constexpr const char* live_config = "/iis/applicationHost.config";
const server::LiveServer live_server{live_config, "/iis", "/inetsrv/backup"};

apply::Snapshot replaced_at(const char* path) {
  return {path, "<old/>", {}, {}};
}

TEST(LiveBackup, IsMadeOfTheLiveConfigurationAlone) {
  test::MemoryDisk disk;
  disk.put(live_config, "<new/>", 0640, "iis");
  disk.put_directory("/inetsrv");
  const auto back_up = back_up_for_appcmd(disk, live_server);
  EXPECT_FALSE(back_up(replaced_at("/elsewhere/applicationHost.config"), "an-id"));
  EXPECT_FALSE(disk.exists("/inetsrv/backup"));
  EXPECT_FALSE(back_up(replaced_at(live_config), "an-id"));
  EXPECT_EQ(disk.bytes("/inetsrv/backup/certlift-an-id/applicationHost.config"), "<old/>");
}

TEST(LiveBackup, SaysWhereItCouldNotBeMade) {
  test::MemoryDisk disk;  // there is no /inetsrv
  disk.put(live_config, "<new/>", 0640, "iis");
  EXPECT_THAT(back_up_for_appcmd(disk, live_server)(replaced_at(live_config), "an-id").value_or(""),
              testing::HasSubstr("/inetsrv/backup/certlift-an-id, could not be made"));
}

}  // namespace
}  // namespace certlift::cli
