#include "apply/announcement.h"

#include "apply/store.h"

#include <array>
#include <optional>

namespace certlift::apply {
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
  return create_verified(files, to, from, content->bytes);
}

Result<void> back_up_for_appcmd(disk::WritableFiles& files, const LiveServer& server, const Snapshot& target,
                                const std::string& folder) {
  if (auto made = make_folder(files, server.backup_dir, target.path); !made) {
    return made;
  }
  if (auto made = make_folder(files, folder, target.path); !made) {
    return made;
  }
  for (const char* name : companions) {
    if (auto copied = copy_if_there(files, disk::join(server.config_dir, name), disk::join(folder, name));
        !copied) {
      return copied;
    }
  }
  // The last one: appcmd takes a folder with this file for a backup.
  return create_verified(files, disk::join(folder, "applicationHost.config"), target.path, target.bytes);
}

std::string sentence(const ChangeInfo& info, const Snapshot& target, const std::string& id) {
  return "certlift " + info.command + " has changed " + target.path +
         (info.what.empty() ? "" : ": " + info.what) + ". The original is kept as backup " + id +
         "; certlift undo reverts the change.";
}

}  // namespace

std::vector<std::string> announce(const Context& context, const Snapshot& target, const ChangeInfo& info,
                                  const std::string& id) {
  std::vector<std::string> notes;
  if (context.live && context.live->config == target.path) {
    const std::string folder = disk::join(context.live->backup_dir, "certlift-" + id);
    if (auto made = back_up_for_appcmd(context.files, *context.live, target, folder); !made) {
      notes.push_back("The change is made and backed up, but appcmd's copy of the backup, " + folder +
                      ", could not be made: " + made.error().message + ".");
    }
  }
  const auto& log = context.environment.log_event;
  if (const auto trouble = log ? log(sentence(info, target, id)) : std::nullopt) {
    notes.push_back("The change is made, but could not be entered in the event log: " + *trouble + ".");
  }
  return notes;
}

}  // namespace certlift::apply
