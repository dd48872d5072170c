#include "apply/backups.h"

#include "apply/store.h"
#include "base/sha256.h"

#include <algorithm>
#include <functional>
#include <map>
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

std::unexpected<Error> fail(ErrorCode code, std::string message, const std::string& path) {
  return std::unexpected(Error{code, std::move(message), path});
}

/// Reads all of a backup but its record, and says what is wrong with it.
std::vector<Error> damage_of(const ReadableFiles& files, const ChangePaths& paths, const Change& change) {
  std::vector<Error> damage;
  for (const auto& [path, hash] :
       {std::pair(&paths.original, &change.sha256_before), std::pair(&paths.result, &change.sha256_after)}) {
    if (const auto read = read_stored(files, *path, *hash); !read) {
      damage.push_back(read.error());
    }
  }
  return damage;
}

/// The backup in a folder of the store; nothing if there is none, or none of this target.
Result<std::optional<Backup>> backup_in(const ReadableFiles& files, const std::string& store,
                                        const std::string& target, const std::string& id,
                                        const Journal& journal) {
  auto change = recorded_change(files, store, id);
  if (!change) {
    return std::unexpected(change.error());
  }
  const bool has_record = change->has_value();
  if (!has_record && is_finished(journal, id)) {
    *change = *journal.find(id);
  }
  if (!*change || (*change)->target != path_in_json(target)) {
    return std::nullopt;
  }
  const ChangePaths paths = paths_of(store, target, id);
  Backup backup{std::move(**change), BackupState::unfinished, paths.original, paths.result, {}};
  if (journal.find(id) != nullptr && !is_finished(journal, id)) {
    return backup;
  }
  backup.damage = damage_of(files, paths, backup.change);
  if (!has_record) {
    backup.damage.push_back({ErrorCode::unreadable,
                             "the record of this backup is missing or damaged; what it was is taken from the "
                             "journal",
                             paths.record});
  }
  backup.state = backup.damage.empty() ? BackupState::intact : BackupState::damaged;
  return backup;
}

/// The order in which the changes were begun; the clock may have been set in between. Those that the journal
/// does not know are the oldest.
auto age_of(const Change& change, const Journal& journal) {
  return std::tuple(journal.order(change.id), change.time, change.id);
}

std::map<std::string, Record> journaled(const Journal& journal, const std::string& target) {
  std::map<std::string, Record> by_id;
  for (const Moment& moment : journal.moments()) {
    if (moment.change.target == target) {
      const auto at = by_id.try_emplace(moment.change.id, Record{moment.change, {}, {}}).first;
      at->second.moments.push_back(moment);
    }
  }
  return by_id;
}

std::vector<Record> newest_first(std::map<std::string, Record> by_id, const Journal& journal) {
  std::vector<Record> records;
  for (auto& [id, record] : by_id) {
    records.push_back(std::move(record));
  }
  std::ranges::sort(records, std::ranges::greater(),
                    [&](const Record& record) { return age_of(record.change, journal); });
  return records;
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
  auto history = read_history(files, target, backup_dir);
  if (!history) {
    return std::unexpected(history.error());
  }
  std::vector<Backup> backups;
  for (Record& record : *history) {
    if (record.backup) {
      backups.push_back(std::move(*record.backup));
    }
  }
  return backups;
}

Result<std::vector<Record>> read_history(const ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir) {
  const auto path = resolve_target(files, target);
  if (!path) {
    return std::unexpected(path.error());
  }
  const std::string store = store_of(*path, backup_dir);
  const auto entries = files.list(store);
  if (!entries && entries.error().code == ErrorCode::not_found) {
    return {};
  }
  // The journal after the folders: a change whose folder is there stands in it.
  const auto journal = entries ? Journal::open(files, store) : std::unexpected(entries.error());
  if (!journal) {
    return std::unexpected(journal.error());
  }
  auto by_id = journaled(*journal, path_in_json(*path));
  for (const DirectoryEntry& entry : *entries) {
    auto backup =
        is_change_id(entry.name) ? backup_in(files, store, *path, entry.name, *journal) : std::nullopt;
    if (!backup) {
      return std::unexpected(backup.error());
    }
    if (*backup) {
      Record& record = by_id.try_emplace(entry.name, Record{(*backup)->change, {}, {}}).first->second;
      record.backup = std::move(*backup);
    }
  }
  return newest_first(std::move(by_id), *journal);
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
  return change_file(context, restoration.present, restoration.bytes,
                     {.command = "restore", .what = "the whole backup " + id, .takes_back = id});
}

}  // namespace certlift::apply
