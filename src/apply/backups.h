#pragma once

#include "apply/context.h"
#include "apply/history.h"
#include "apply/snapshot.h"
#include "apply/transaction.h"
#include "base/result.h"

#include <string>

namespace certlift::apply {

/// That there is no such backup of the target (with an empty `id`: none at all), and whose the backups are.
Error no_backup(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                const std::string& backup_dir);

/// One backup. Errors: not_found, also if it is missing; busy, if it is not finished.
Result<Backup> find_backup(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                           const std::string& backup_dir, Whose whose = Whose::its_own);

enum class LaterEdits { none, would_be_lost };

/// A restore that is ready to be made. Nothing has been written.
struct Restoration {
  Backup backup;
  Snapshot present;
  std::string bytes;       ///< of the stored original
  LaterEdits later_edits;  ///< in `present`, made after the change by another program or another change

  /// There is no target any more; `present` has nothing but the path where it was.
  bool is_target_gone() const { return present.identity.empty(); }
};

/// Errors: not_found, if there is no such backup; unreadable, if the backup is damaged.
Result<Restoration> prepare_restore(const disk::ReadableFiles& files, const std::string& target,
                                    const std::string& id, const std::string& backup_dir,
                                    Whose whose = Whose::its_own);

enum class Force { no, yes };

/// Puts the whole backup back, byte for byte; what it replaces is itself backed up. Where the target is gone,
/// it is made anew, as protected as the stored original, and nothing is backed up: the outcome names the
/// backup itself. Errors: changed, if later edits would be lost and that is not forced; those of change_file.
Result<Outcome> restore(const Context& context, const Restoration& restoration, Force force);

}  // namespace certlift::apply
