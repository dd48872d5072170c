#pragma once

#include "apply/change.h"
#include "apply/context.h"
#include "apply/journal.h"
#include "apply/snapshot.h"
#include "apply/transaction.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::apply {

enum class BackupState {
  intact,
  damaged,     ///< a part of what is stored is missing, or is not what was stored
  unfinished,  ///< its change was interrupted, or is going on right now
};

struct Backup {
  Change change;
  BackupState state;
  std::string original;       ///< path of the stored bytes before the change
  std::string result;         ///< path of the stored bytes after it
  std::vector<Error> damage;  ///< what is wrong with which part; empty unless damaged
};

/// "intact", "damaged", "unfinished".
std::string_view name_of(BackupState state);

/// The changes of this target, the newest first. The target itself need not exist any more.
Result<std::vector<Backup>> list_backups(const ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir);

/// What is known of one change.
struct Record {
  Change change;
  std::vector<Moment> moments;   ///< what the journal says of it, in that order
  std::optional<Backup> backup;  ///< nothing: it was never made, is being made, or was removed
};

/// The same with all that the journal of the target tells, also of changes that have no backup (any more).
Result<std::vector<Record>> read_history(const ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir);

/// One backup that can be read; with an empty `id` the newest. Errors: not_found; busy, if it is not
/// finished.
Result<Backup> find_backup(const ReadableFiles& files, const std::string& target, const std::string& id,
                           const std::string& backup_dir);

/// A stored file. Errors: unreadable, if it is not what was stored.
Result<std::string> read_stored(const ReadableFiles& files, const std::string& path,
                                const std::string& sha256);

enum class LaterEdits { none, would_be_lost };

/// A restore that is ready to be made. Nothing has been written.
struct Restoration {
  Backup backup;
  Snapshot present;
  std::string bytes;       ///< of the stored original
  LaterEdits later_edits;  ///< in `present`, made after the change by somebody else or by another change
};

/// Errors: not_found, if there is no such backup or no target (the message says where the stored original
/// is); unreadable, if the backup is damaged.
Result<Restoration> prepare_restore(const ReadableFiles& files, const std::string& target,
                                    const std::string& id, const std::string& backup_dir);

enum class Force { no, yes };

/// Puts the whole backup back, byte for byte; what it replaces is itself backed up. Errors: changed, if that
/// would lose later edits and is not forced; those of change_file.
Result<Outcome> restore(const Context& context, const Restoration& restoration, Force force);

}  // namespace certlift::apply
