#include "server/appcmd_backup.h"

#include "server/live_config.h"

#include <array>

namespace certlift::server {
namespace {

/// What stands beside applicationHost.config on a server, and in every backup of appcmd's.
constexpr std::array companions = {"administration.config", "redirection.config"};

Result<void> make_folder(disk::WritableFiles& files, const std::string& path, const std::string& model) {
  const auto creation = files.create_directory(path, model);
  return creation ? Result<void>() : std::unexpected(creation.error());
}

Result<void> copy_if_there(disk::WritableFiles& files, const std::string& from, const std::string& to) {
  const auto content = files.read(from);
  if (!content) {
    return content.error().code == ErrorCode::not_found ? Result<void>() : std::unexpected(content.error());
  }
  return disk::create_verified(files, to, from, content->bytes);
}

}  // namespace

std::string appcmd_backup(const LiveServer& server, const std::string& name) {
  return disk::join(server.backup_dir, name);
}

Result<void> add_appcmd_backup(disk::WritableFiles& files, const LiveServer& server, const std::string& name,
                               std::string_view config) {
  const std::string folder = appcmd_backup(server, name);
  if (auto made = make_folder(files, server.backup_dir, server.config); !made) {
    return made;
  }
  if (auto made = make_folder(files, folder, server.config); !made) {
    return made;
  }
  for (const char* companion : companions) {
    if (auto copied =
            copy_if_there(files, disk::join(server.config_dir, companion), disk::join(folder, companion));
        !copied) {
      return copied;
    }
  }
  // The last one: appcmd takes a folder with this file for a backup.
  return disk::create_verified(files, disk::join(folder, host_config_name), server.config, config);
}

}  // namespace certlift::server
