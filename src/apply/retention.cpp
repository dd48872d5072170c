#include "apply/retention.h"

#include "apply/backups.h"

#include <algorithm>
#include <set>

namespace certlift::apply {
namespace {

/// Looking into backups means to read them all; mostly their number tells that this is not needed.
Result<bool> may_be_too_many(const Session& session, std::size_t keep) {
  const auto entries = session.context.files.list(session.store);
  if (!entries) {
    return std::unexpected(entries.error());
  }
  const auto count =
      std::ranges::count_if(*entries, [](const DirectoryEntry& entry) { return is_change_id(entry.name); });
  return static_cast<std::size_t>(count) > keep;
}

using Backups = std::vector<Backup>;

/// The last change that is in force, undos and restores left aside. `backups`: the newest first.
Backups::const_iterator last_in_force(const Backups& backups) {
  std::set<std::string> taken_back;
  for (auto backup = backups.begin(); backup != backups.end(); ++backup) {
    const auto& [command, what, plan, takes_back] = backup->change.info;
    if (backup->state == BackupState::unfinished || taken_back.contains(backup->change.id)) {
      continue;
    }
    if (takes_back.empty()) {
      return backup;
    }
    if (command == "undo") {
      taken_back.insert(takes_back);
      continue;
    }
    // A restore takes back all that was done since.
    backup =
        std::ranges::find(backup, backups.end(), takes_back, [](const Backup& b) { return b.change.id; });
    if (backup == backups.end()) {
      break;
    }
  }
  return backups.end();
}

/// `backups`: the newest first.
Backups too_old(const Backups& backups, std::size_t keep) {
  Backups old;
  std::size_t kept = 0;
  const auto in_force = last_in_force(backups);
  for (auto backup = backups.begin(); backup != backups.end(); ++backup) {
    if (kept == keep && backup != in_force && backup->state != BackupState::unfinished) {
      old.push_back(*backup);
    }
    kept += kept < keep && backup->state == BackupState::intact ? 1 : 0;
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
    removed.push_back(backup.change.id);
  }
  return removed;
}

}  // namespace certlift::apply
