#pragma once

#include "base/result.h"
#include "disk/file_system.h"

#include <string>
#include <string_view>

/// Where a store keeps what, and how its files come and go.
namespace certlift::apply {

/// The real path of a target, which need not exist any more.
Result<std::string> resolve_target(const disk::ReadableFiles& files, const std::string& path);

/// The directory that holds journal, lock and backups of a target.
std::string store_of(const std::string& target, const std::string& backup_dir);

/// Where the parts of one change stand. `record` is written last and removed first: a folder without it is no
/// backup.
struct ChangePaths {
  std::string folder;
  std::string original;  ///< the bytes before
  std::string result;    ///< the bytes after: what an undo compares with
  std::string record;    ///< change.json
  std::string
      displaced;       ///< what another process wrote at the very moment of the change, if that did not stay
  std::string staged;  ///< beside the target
};
ChangePaths paths_of(const std::string& store, const std::string& target, const std::string& id);

/// Removes a file; one that is not there is fine.
Result<void> remove_if_there(disk::WritableFiles& files, const std::string& path);

/// Removes a backup and its folder, as far as they are there.
Result<void> remove_backup(disk::WritableFiles& files, const ChangePaths& paths);

}  // namespace certlift::apply
