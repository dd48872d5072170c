#pragma once

#include "base/result.h"
#include "disk/file_system.h"

#include <string>
#include <string_view>

namespace certlift::server {

/// This machine's own IIS.
struct LiveServer {
  std::string config;      ///< the real path of the applicationHost.config that IIS uses
  std::string config_dir;  ///< of this server, also if that file stands on a share
  std::string backup_dir;  ///< where appcmd looks for backups
};

/// Where appcmd keeps the backup of that name.
std::string appcmd_backup(const LiveServer& server, const std::string& name);

/// Lays out a backup as `appcmd add backup NAME` does it, so that `appcmd list backup` and `restore backup`
/// know it; but with these bytes as its applicationHost.config. Each file is as protected as the one that it
/// is a copy of.
Result<void> add_appcmd_backup(disk::WritableFiles& files, const LiveServer& server, const std::string& name,
                               std::string_view config);

}  // namespace certlift::server
