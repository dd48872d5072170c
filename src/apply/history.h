#pragma once

#include "apply/change.h"
#include "apply/journal.h"
#include "base/result.h"
#include "disk/file_system.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::apply {

enum class BackupState {
  intact,
  damaged,     ///< a part of what is stored is missing, or is not what was stored
  unfinished,  ///< its change was interrupted, or is going on right now
  missing,     ///< its change was made and not pruned, but its folder is gone
};

struct Backup {
  Change change;
  BackupState state;
  std::string original;       ///< path of the stored bytes before the change
  std::string result;         ///< path of the stored bytes after it
  std::vector<Error> damage;  ///< what is wrong with which part; empty unless damaged or missing
};

/// "intact", "damaged", "unfinished", "missing".
std::string_view name_of(BackupState state);

/// Which changes count as those of a target.
enum class Whose {
  its_own,
  and_moved,  ///< also those of a file of the same name elsewhere, that was moved or copied with its backups
};

/// The changes of this target, the newest first. The target itself need not exist any more. Errors:
/// not_found, if the moved ones are requested, and are those of several files.
Result<std::vector<Backup>> list_backups(const disk::ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir, Whose whose = Whose::its_own);

/// What is known of one change.
struct Record {
  Change change;
  std::vector<Moment> moments;   ///< what the journal says of it, in that order
  std::optional<Backup> backup;  ///< nothing: it was never made, is being made, or was removed
};

/// The same with all that the journal of the target says, also of changes that have no backup (any more).
Result<std::vector<Record>> read_history(const disk::ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir, Whose whose = Whose::its_own);

/// A stored file. Errors: unreadable, if it is not what was stored.
Result<std::string> read_stored(const disk::ReadableFiles& files, const std::string& path,
                                const std::string& sha256);

}  // namespace certlift::apply
