#include "server/appcmd_backup.h"

#include "support/memory_disk.h"

#include <gtest/gtest.h>

namespace certlift::server {
namespace {

const LiveServer server{"/share/applicationHost.config", "/iis", "/inetsrv/backup"};

TEST(AppcmdBackup, IsLaidOutAsAppcmdDoesIt) {
  test::MemoryDisk disk;
  disk.put("/share/applicationHost.config", "<new/>", 0640, "iis");
  disk.put("/iis/administration.config", "<administration/>", 0600, "iis");
  disk.put_directory("/inetsrv");
  const auto made = add_appcmd_backup(disk, server, "a-name", "<old/>");
  ASSERT_TRUE(made) << made.error().message;
  const std::string folder = "/inetsrv/backup/a-name";
  EXPECT_EQ(appcmd_backup(server, "a-name"), folder);
  EXPECT_EQ(disk.bytes(folder + "/applicationHost.config"), "<old/>");
  EXPECT_EQ(disk.mode(folder + "/applicationHost.config"), 0640U);
  EXPECT_EQ(disk.owner(folder + "/applicationHost.config"), "iis");
  EXPECT_EQ(disk.bytes(folder + "/administration.config"), "<administration/>");
  EXPECT_EQ(disk.mode(folder + "/administration.config"), 0600U);
  EXPECT_FALSE(disk.exists(folder + "/redirection.config"));
}

}  // namespace
}  // namespace certlift::server
