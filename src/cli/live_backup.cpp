#include "cli/live_backup.h"

namespace certlift::cli {

apply::OnChange back_up_for_appcmd(disk::WritableFiles& files, const server::LiveServer& server) {
  return
      [&files, server](const apply::Snapshot& before, const std::string& id) -> std::optional<std::string> {
        if (before.path != server.config) return std::nullopt;
        const std::string name = "certlift-" + id;
        const auto made = server::add_appcmd_backup(files, server, name, before.bytes);
        if (made) return std::nullopt;
        return "The change is made and backed up, but appcmd's copy of the backup, " +
               server::appcmd_backup(server, name) + ", could not be made: " + made.error().message + ".";
      };
}

}  // namespace certlift::cli
