#include "apply/history.h"

#include "apply/owners.h"
#include "apply/store.h"
#include "base/sha256.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace certlift::apply {
namespace {

/// Where the changes of a target are looked for, and what the journal there says.
struct Shelf {
  const disk::ReadableFiles& files;
  std::string target;
  std::string store;
  std::set<std::string> owners;  ///< whose changes count, as in JSON
  Journal journal;
};

bool is_finished(const Journal& journal, const std::string& id) {
  const auto last = journal.last_event(id);
  return last == Event::done || last == Event::unclear || last == Event::restoring;
}

/// Reads all of a backup but its record, and says what is wrong with it.
std::vector<Error> damage_of(const disk::ReadableFiles& files, const ChangePaths& paths,
                             const Change& change) {
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
Result<std::optional<Backup>> backup_in(const Shelf& shelf, const std::string& id) {
  auto change = recorded_change(shelf.files, shelf.store, id);
  if (!change) {
    return std::unexpected(change.error());
  }
  const bool has_record = change->has_value();
  if (!has_record && is_finished(shelf.journal, id)) {
    *change = *shelf.journal.find(id);
  }
  if (!*change || !shelf.owners.contains((*change)->target)) {
    return std::nullopt;
  }
  const ChangePaths paths = paths_of(shelf.store, shelf.target, id);
  Backup backup{std::move(**change), BackupState::unfinished, paths.original, paths.result, {}};
  if (shelf.journal.find(id) != nullptr && !is_finished(shelf.journal, id)) {
    return backup;
  }
  backup.damage = damage_of(shelf.files, paths, backup.change);
  if (!has_record) {
    backup.damage.push_back({ErrorCode::unreadable,
                             "the record of this backup is missing or damaged; what it was is taken from the "
                             "journal",
                             paths.record});
  }
  backup.state = backup.damage.empty() ? BackupState::intact : BackupState::damaged;
  return backup;
}

Backup missing_backup(const Shelf& shelf, const Change& change) {
  const ChangePaths paths = paths_of(shelf.store, shelf.target, change.id);
  Error error{ErrorCode::not_found,
              "the backup " + change.id +
                  " is missing: its folder is gone, so its change cannot be undone; copy the folder back, or "
                  "use another backup",
              paths.folder};
  return {change, BackupState::missing, paths.original, paths.result, {std::move(error)}};
}

/// The order in which the changes were begun; the clock may have been set in between. Those that the journal
/// does not know are the oldest.
auto age_of(const Change& change, const Journal& journal) {
  return std::tuple(journal.order(change.id), change.time, change.id);
}

using ById = std::map<std::string, Record>;

ById journaled(const Shelf& shelf) {
  ById by_id;
  for (const Moment& moment : shelf.journal.moments()) {
    const Change* begun = shelf.journal.find(moment.change.id);
    if (shelf.owners.contains(begun->target)) {
      const auto at = by_id.try_emplace(moment.change.id, Record{*begun, {}, {}}).first;
      at->second.moments.push_back(moment);
    }
  }
  return by_id;
}

Result<void> add_backup(const Shelf& shelf, const std::string& id, ById& by_id) {
  auto backup = backup_in(shelf, id);
  if (!backup) {
    return std::unexpected(backup.error());
  }
  if (*backup) {
    Record& record = by_id.try_emplace(id, Record{(*backup)->change, {}, {}}).first->second;
    record.backup = std::move(*backup);
  }
  return {};
}

/// Looks twice before a folder is called missing: its change may have been finished, or its backup pruned, by
/// another certlift since the folders were listed.
Result<void> add_missing(const Shelf& shelf, ById& by_id) {
  std::vector<Record*> missing;
  for (auto& [id, record] : by_id) {
    if (record.backup || !is_finished(shelf.journal, id)) {
      continue;
    }
    const auto folder = shelf.files.info(paths_of(shelf.store, shelf.target, id).folder);
    if (!folder && folder.error().code != ErrorCode::not_found) {
      return std::unexpected(folder.error());
    }
    if (!folder) {
      missing.push_back(&record);
    } else if (auto added = add_backup(shelf, id, by_id); !added) {
      return added;
    }
  }
  if (missing.empty()) {
    return {};
  }
  const auto now = Journal::open(shelf.files, shelf.store);
  if (!now) {
    return std::unexpected(now.error());
  }
  for (Record* record : missing) {
    if (is_finished(*now, record->change.id)) {
      record->backup = missing_backup(shelf, record->change);
    }
  }
  return {};
}

std::vector<Record> newest_first(ById by_id, const Journal& journal) {
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
    case BackupState::missing:
      return "missing";
    case BackupState::unfinished:
      break;
  }
  return "unfinished";
}

Result<std::vector<Backup>> list_backups(const disk::ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir, Whose whose) {
  auto history = read_history(files, target, backup_dir, whose);
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

Result<std::vector<Record>> read_history(const disk::ReadableFiles& files, const std::string& target,
                                         const std::string& backup_dir, Whose whose) {
  const auto path = resolve_target(files, target);
  if (!path) {
    return std::unexpected(path.error());
  }
  Shelf shelf{files, *path, store_of(*path, backup_dir), {path_in_json(*path)}, {}};
  const auto entries = files.list(shelf.store);
  if (!entries && entries.error().code == ErrorCode::not_found) {
    return {};
  }
  if (whose == Whose::and_moved) {
    auto former = former_path(files, *path, backup_dir);
    if (!former) {
      return std::unexpected(former.error());
    }
    shelf.owners.insert(std::move(*former));
  }
  // The journal after the folders: a change whose folder is there stands in it.
  auto journal = entries ? Journal::open(files, shelf.store) : std::unexpected(entries.error());
  if (!journal) {
    return std::unexpected(journal.error());
  }
  shelf.journal = std::move(*journal);
  ById by_id = journaled(shelf);
  for (const disk::DirectoryEntry& entry : *entries) {
    auto added = is_change_id(entry.name) ? add_backup(shelf, entry.name, by_id) : Result<void>();
    if (!added) {
      return std::unexpected(added.error());
    }
  }
  if (auto added = add_missing(shelf, by_id); !added) {
    return std::unexpected(added.error());
  }
  return newest_first(std::move(by_id), shelf.journal);
}

Result<std::string> read_stored(const disk::ReadableFiles& files, const std::string& path,
                                const std::string& hash) {
  auto content = files.read(path);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (sha256(content->bytes) != hash) {
    return std::unexpected(
        Error{ErrorCode::unreadable,
              "this backup is damaged: its content is not what was stored; use another one", path});
  }
  return std::move(content->bytes);
}

}  // namespace certlift::apply
