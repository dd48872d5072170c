#pragma once

#include "apply/context.h"
#include "apply/snapshot.h"
#include "apply/transaction.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::apply {

/// A change that was made, as `change.json` keeps it.
struct Change {
  std::string id;      ///< "20261122T083000Z-3f2a"
  std::string time;    ///< "2026-11-22T08:30:00.123456Z"
  std::string target;  ///< the real file's absolute path
  std::string user, host, version;
  ChangeInfo info;
  std::uint64_t size = 0;  ///< of the original
  std::string sha256_before;
  std::string sha256_after;
};

enum class BackupState {
  intact,
  damaged,     ///< what is stored is not what was stored
  unfinished,  ///< its change was interrupted, or is going on right now
};

struct Backup {
  Change change;
  BackupState state;
  std::string original;  ///< path of the stored original
};

/// "intact", "damaged", "unfinished".
std::string_view name_of(BackupState state);

/// The changes of this target, the newest first. The target itself need not exist any more.
Result<std::vector<Backup>> list_backups(const ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir);

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

/// Removes all but the newest `keep` intact backups of this target (never the last one), and says which.
/// Unfinished ones neither count nor go.
Result<std::vector<std::string>> prune(const Context& context, const std::string& target,
                                       std::size_t keep = 20);

}  // namespace certlift::apply
