#include "apply/retention.h"

#include "apply/history.h"
#include "apply/in_force.h"

#include <algorithm>
#include <set>

namespace certlift::apply {
namespace {

/// Looking into backups means to read them all; mostly their number shows that this is not needed.
Result<bool> may_be_too_many(const Session& session, std::size_t keep) {
  const auto entries = session.context.files.list(session.store);
  if (!entries) {
    return std::unexpected(entries.error());
  }
  const auto count = std::ranges::count_if(
      *entries, [](const disk::DirectoryEntry& entry) { return is_change_id(entry.name); });
  return static_cast<std::size_t>(count) > keep;
}

using Backups = std::vector<Backup>;

/// What an undo without an id takes; and, if that is a restore, the change below it, which is in force again
/// once the restore is undone.
std::set<std::string> needed_by_undo(const Backups& backups) {
  std::set<std::string> needed;
  for (const Backup* backup : changes_in_force(backups)) {
    needed.insert(backup->change.id);
    if (backup->change.info.command != "restore") {
      break;
    }
  }
  return needed;
}

/// `backups`: the newest first.
Backups too_old(const Backups& backups, std::size_t keep) {
  Backups old;
  std::size_t kept = 0;
  const auto needed = needed_by_undo(backups);
  for (const Backup& backup : backups) {
    if (kept == keep && !needed.contains(backup.change.id) && backup.state != BackupState::unfinished) {
      old.push_back(backup);
    }
    kept += kept < keep && backup.state == BackupState::intact ? 1 : 0;
  }
  return old;
}

Result<void> remove(Session& session, const Backup& backup, std::size_t keep) {
  Change change = stamped(backup.change, session.context.environment);
  change.info = {"prune", "all but the newest " + std::to_string(keep)};
  if (auto recorded = session.record(Event::pruned, change); !recorded) {
    return recorded;
  }
  return remove_backup(session.context.files, session.paths(change));
}

}  // namespace

Result<std::vector<std::string>> remove_old_backups(Session& session, std::size_t wanted) {
  const std::size_t keep = std::max<std::size_t>(wanted, 1);
  const auto needed = may_be_too_many(session, keep);
  if (!needed || !*needed) {
    return needed ? Result<std::vector<std::string>>() : std::unexpected(needed.error());
  }
  const auto backups = list_backups(session.context.files, session.target, session.context.backup_dir);
  if (!backups) {
    return std::unexpected(backups.error());
  }
  std::vector<std::string> removed;
  for (const Backup& backup : too_old(*backups, keep)) {
    if (auto done = remove(session, backup, keep); !done) {
      return std::unexpected(done.error());
    }
    if (backup.state != BackupState::missing) {
      removed.push_back(backup.change.id);
    }
  }
  return removed;
}

}  // namespace certlift::apply
