#pragma once

#include "apply/change.h"
#include "apply/context.h"
#include "apply/journal.h"
#include "apply/lock.h"
#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// Creates a file and reads it back.
Result<void> create_verified(disk::WritableFiles& files, const std::string& path, const std::string& model,
                             std::string_view bytes);

/// Removes a file; one that is not there is fine.
Result<void> remove_if_there(disk::WritableFiles& files, const std::string& path);

/// Removes a backup and its folder, as far as they are there.
Result<void> remove_backup(disk::WritableFiles& files, const ChangePaths& paths);

/// The store of a target, locked.
struct Session {
  const Context& context;
  std::string target;
  std::string model;  ///< what the store's files are as protected as: the target, empty if it is gone
  std::string store;
  bool made_store;
  Lock lock;
  Journal journal;
  bool has_put_back = false;  ///< what another process had written is in place again, instead of our bytes

  ChangePaths paths(const Change& change) const { return paths_of(store, target, change.id); }
  Result<void> record(Event event, const Change& change);
};

/// Makes the store if need be, locks it and reads its journal.
Result<Session> open_session(const Context& context, const std::string& target);

/// Unlocks, and takes away a store that was made for nothing. Says what could not be tidied.
std::vector<std::string> close_session(Session& session);

}  // namespace certlift::apply
