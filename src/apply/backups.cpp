#include "apply/backups.h"

#include "apply/settle.h"
#include "apply/store.h"
#include "base/sha256.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace certlift::apply {
namespace {

/// What `change.json` of a folder says; nothing if it is missing or damaged.
Result<std::optional<Change>> recorded_change(const ReadableFiles& files, const std::string& store,
                                              const std::string& id) {
  const auto content = files.read(paths_of(store, {}, id).record);
  if (!content && content.error().code != ErrorCode::not_found) {
    return std::unexpected(content.error());
  }
  auto entry = content ? entry_from_json(content->bytes) : std::nullopt;
  return entry && entry->change.id == id ? std::optional(std::move(entry->change)) : std::nullopt;
}

bool is_finished(const Journal& journal, const std::string& id) {
  const auto last = journal.last_event(id);
  return last == Event::done || last == Event::unclear;
}

BackupState state_of(const ReadableFiles& files, const Change& change, const std::string& original,
                     const Journal& journal) {
  if (journal.find(change.id) != nullptr && !is_finished(journal, change.id)) {
    return BackupState::unfinished;
  }
  const auto content = files.read(original);
  return content && sha256(content->bytes) == change.sha256_before ? BackupState::intact
                                                                   : BackupState::damaged;
}

/// The backup in a folder of the store; nothing if there is none, or none of this target.
Result<std::optional<Backup>> backup_in(const ReadableFiles& files, const std::string& store,
                                        const std::string& target, const std::string& id,
                                        const Journal& journal) {
  auto change = recorded_change(files, store, id);
  if (!change) {
    return std::unexpected(change.error());
  }
  const bool damaged = !*change && is_finished(journal, id);
  if (damaged) {
    *change = *journal.find(id);
  }
  if (!*change || (*change)->target != path_in_json(target)) {
    return std::nullopt;
  }
  ChangePaths paths = paths_of(store, target, id);
  const BackupState state =
      damaged ? BackupState::damaged : state_of(files, **change, paths.original, journal);
  return Backup{std::move(**change), state, std::move(paths.original), std::move(paths.result)};
}

/// The order in which the changes were begun; the clock may have been set in between. Those that the journal
/// does not know are the oldest.
auto age_of(const Backup& backup, const Journal& journal) {
  return std::tuple(journal.order(backup.change.id), backup.change.time, backup.change.id);
}

Result<std::vector<Backup>> backups_in(const ReadableFiles& files, const std::string& store,
                                       const std::string& target) {
  std::vector<Backup> backups;
  const auto entries = files.list(store);
  if (!entries && entries.error().code == ErrorCode::not_found) {
    return backups;
  }
  const auto journal = entries ? Journal::open(files, store) : std::unexpected(entries.error());
  if (!journal) {
    return std::unexpected(journal.error());
  }
  for (const DirectoryEntry& entry : *entries) {
    auto backup =
        is_change_id(entry.name) ? backup_in(files, store, target, entry.name, *journal) : std::nullopt;
    if (!backup) {
      return std::unexpected(backup.error());
    }
    if (*backup) {
      backups.push_back(std::move(**backup));
    }
  }
  std::ranges::sort(
      backups, [&](const Backup& a, const Backup& b) { return age_of(a, *journal) > age_of(b, *journal); });
  return backups;
}

/// The ids of those that are older than the `keep` newest intact ones. `backups`: the newest first.
std::vector<Backup> too_old(const std::vector<Backup>& backups, std::size_t keep) {
  std::size_t kept = 0;
  for (auto backup = backups.begin(); backup != backups.end(); ++backup) {
    kept += backup->state == BackupState::intact ? 1 : 0;
    if (kept == std::max<std::size_t>(keep, 1)) {
      std::vector<Backup> old(std::next(backup), backups.end());
      std::erase_if(old, [](const Backup& b) { return b.state == BackupState::unfinished; });
      return old;
    }
  }
  return {};
}

Result<std::vector<std::string>> remove_old(Session& session, std::size_t keep) {
  const auto backups = backups_in(session.context.files, session.store, session.target);
  if (!backups) {
    return std::unexpected(backups.error());
  }
  std::vector<std::string> removed;
  for (const Backup& backup : too_old(*backups, keep)) {
    Change change = stamped(backup.change, session.context.environment);
    change.info = {"prune", "all but the newest " + std::to_string(keep), {}};
    auto done = session.record(Event::pruned, change);
    if (done) {
      done = remove_backup(session.context.files, session.paths(change));
    }
    if (!done) {
      return std::unexpected(done.error());
    }
    removed.push_back(change.id);
  }
  return removed;
}

std::unexpected<Error> fail(ErrorCode code, std::string message, const std::string& path) {
  return std::unexpected(Error{code, std::move(message), path});
}

}  // namespace

std::string_view name_of(BackupState state) {
  switch (state) {
    case BackupState::intact:
      return "intact";
    case BackupState::damaged:
      return "damaged";
    case BackupState::unfinished:
      break;
  }
  return "unfinished";
}

Result<std::vector<Backup>> list_backups(const ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir) {
  const auto path = resolve_target(files, target);
  if (!path) {
    return std::unexpected(path.error());
  }
  return backups_in(files, store_of(*path, backup_dir), *path);
}

Result<Backup> find_backup(const ReadableFiles& files, const std::string& target, const std::string& id,
                           const std::string& backup_dir) {
  auto backups = list_backups(files, target, backup_dir);
  if (!backups) {
    return std::unexpected(backups.error());
  }
  const auto found = std::ranges::find_if(*backups, [&](const Backup& backup) {
    return id.empty() ? backup.state != BackupState::unfinished : backup.change.id == id;
  });
  if (found == backups->end()) {
    return fail(ErrorCode::not_found,
                id.empty() ? "there is no change to take back"
                           : "there is no backup " + id + " of this file; 'certlift backups' lists them",
                target);
  }
  if (found->state == BackupState::unfinished) {
    return fail(ErrorCode::busy, "the change " + id + " is being made right now; try again later", target);
  }
  return std::move(*found);
}

Result<std::string> read_stored(const ReadableFiles& files, const std::string& path,
                                const std::string& hash) {
  auto content = files.read(path);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (sha256(content->bytes) != hash) {
    return fail(ErrorCode::unreadable,
                "this backup is damaged: its content is not what was stored; use another one", path);
  }
  return std::move(content->bytes);
}

Result<Restoration> prepare_restore(const ReadableFiles& files, const std::string& target,
                                    const std::string& id, const std::string& backup_dir) {
  auto backup = find_backup(files, target, id, backup_dir);
  if (!backup) {
    return std::unexpected(backup.error());
  }
  auto bytes = read_stored(files, backup->original, backup->change.sha256_before);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  auto present = take_snapshot(files, target);
  if (!present && present.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found,
                "this file is gone; copy its backup " + backup->original + " to its place", target);
  }
  if (!present) {
    return std::unexpected(present.error());
  }
  const bool known =
      present->sha256 == backup->change.sha256_after || present->sha256 == backup->change.sha256_before;
  return Restoration{std::move(*backup), std::move(*present), std::move(*bytes),
                     known ? LaterEdits::none : LaterEdits::would_be_lost};
}

Result<Outcome> restore(const Context& context, const Restoration& restoration, Force force) {
  const std::string& id = restoration.backup.change.id;
  if (restoration.later_edits == LaterEdits::would_be_lost && force == Force::no) {
    return fail(ErrorCode::changed,
                "this file has been changed since " + id +
                    ", and restoring it whole would lose that; use 'certlift undo', or --force",
                restoration.present.path);
  }
  return change_file(context, restoration.present, restoration.bytes, {"restore", "the whole backup " + id});
}

Result<std::vector<std::string>> prune(const Context& context, const std::string& target, std::size_t keep) {
  const auto backups = list_backups(context.files, target, context.backup_dir);
  if (!backups || too_old(*backups, keep).empty()) {
    return backups ? Result<std::vector<std::string>>() : std::unexpected(backups.error());
  }
  const auto path = resolve_target(context.files, target);
  if (!path) {
    return std::unexpected(path.error());
  }
  auto session = open_session(context, *path);
  if (!session) {
    return std::unexpected(session.error());
  }
  auto removed = remove_old(*session, keep);
  close_session(*session);
  return removed;
}

}  // namespace certlift::apply
