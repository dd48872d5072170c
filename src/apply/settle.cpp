#include "apply/settle.h"

#include "apply/recreation.h"
#include "apply/rotation.h"
#include "base/sha256.h"

#include <optional>
#include <string_view>
#include <utility>

namespace certlift::apply {
namespace {

Result<bool> is_there(const disk::ReadableFiles& files, const std::string& path) {
  const auto info = files.info(path);
  if (!info && info.error().code != ErrorCode::not_found) {
    return std::unexpected(info.error());
  }
  return info.has_value();
}

/// The hash of a file; nothing if there is none.
Result<std::optional<std::string>> hash_of(const disk::ReadableFiles& files, const std::string& path) {
  const auto content = files.read(path);
  if (content) {
    return sha256(content->bytes);
  }
  if (content.error().code == ErrorCode::not_found) {
    return std::nullopt;
  }
  return std::unexpected(content.error());
}

Result<bool> has_whole_backup(const disk::ReadableFiles& files, const ChangePaths& paths,
                              const Change& change) {
  const auto record = is_there(files, paths.record);
  if (!record || !*record) {
    return record;
  }
  const auto original = hash_of(files, paths.original);
  if (!original) {
    return std::unexpected(original.error());
  }
  return *original == change.sha256_before;
}

enum class Staged {
  nothing,
  ours,      ///< as much of it as was written
  original,  ///< the previous file, as it was to be replaced
  anothers,  ///< what was replaced, but is not what was to be
};

/// A power failure can leave zeros where bytes were to come.
bool is_part_of(std::string_view part, std::string_view whole) {
  part = part.substr(0, part.find_last_not_of('\0') + 1);
  return whole.starts_with(part);
}

Result<Staged> what_is_staged(const disk::ReadableFiles& files, const ChangePaths& paths,
                              const Change& change) {
  const auto staged = files.read(paths.staged);
  if (!staged && staged.error().code == ErrorCode::not_found) {
    return Staged::nothing;
  }
  if (!staged) {
    return std::unexpected(staged.error());
  }
  const std::string hash = sha256(staged->bytes);
  if (hash == change.sha256_before || hash == change.sha256_after) {
    return hash == change.sha256_before ? Staged::original : Staged::ours;
  }
  const auto result = files.read(paths.result);
  if (!result && result.error().code != ErrorCode::not_found) {
    return std::unexpected(result.error());
  }
  return result && is_part_of(staged->bytes, result->bytes) ? Staged::ours : Staged::anothers;
}

std::string sentence(Fate fate, const Session& session, const Change& change) {
  const std::string start = "Change " + change.id + " of " + session.target + " was interrupted ";
  switch (fate) {
    case Fate::made:
      return start + "after it was made; it is complete, and its backup is " + session.paths(change).folder +
             ".";
    case Fate::too_early:
      return start +
             "at the moment in which another process wrote the file; what it wrote is in place again, and "
             "the "
             "change is not made.";
    case Fate::not_made:
      return start +
             "before it was made; the file was not touched, and what was left behind has been removed.";
    case Fate::unclear:
      break;
  }
  return start + "and the file has been written or removed by another process since; the backup " +
         session.paths(change).folder + " is kept.";
}

/// What another process has written goes into the backup, if it is not in place.
Result<void> keep_displaced(Session& session, const Change& change) {
  disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  const auto staged = what_is_staged(files, paths, change);
  if (!staged || *staged != Staged::anothers) {
    return staged ? Result<void>() : std::unexpected(staged.error());
  }
  const auto content = files.read(paths.staged);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (auto removed = remove_if_there(files, paths.displaced); !removed) {
    return removed;  // the beginning of one that was interrupted
  }
  return create_verified(files, paths.displaced, paths.staged, content->bytes);
}

Result<void> close(Session& session, const Change& change, Event event) {
  if (event == Event::unclear) {
    if (auto kept = keep_displaced(session, change); !kept) {
      return kept;
    }
  }
  if (auto removed = remove_if_there(session.context.files, session.paths(change).staged); !removed) {
    return removed;
  }
  return session.record(event, stamped(change, session.context.environment));
}

Result<std::string> settle(Session& session, const Change& change) {
  if (auto settled = session.context.files.settle_replace(session.target, session.paths(change).staged);
      !settled) {
    return std::unexpected(settled.error());
  }
  const auto fate = fate_of(session, change);
  if (!fate) {
    return std::unexpected(fate.error());
  }
  const auto closed = *fate == Fate::made        ? close(session, change, Event::done)
                      : *fate == Fate::too_early ? put_back(session, change)
                      : *fate == Fate::not_made  ? roll_back(session, change)
                                                 : close(session, change, Event::unclear);
  if (!closed) {
    return std::unexpected(closed.error());
  }
  return sentence(*fate, session, change);
}

/// A backup whose removal was interrupted, or undone by a power failure.
bool is_on_its_way_out(const Session& session, const std::string& id) {
  const Change* change = session.journal.find(id);
  const auto last = session.journal.last_event(id);
  return change != nullptr && change->target == path_in_json(session.target) &&
         (last == Event::pruned || last == Event::aborted);
}

Result<std::vector<std::string>> finish_removals(Session& session) {
  std::vector<std::string> notes;
  const auto entries = session.context.files.list(session.store);
  if (!entries) {
    return std::unexpected(entries.error());
  }
  for (const disk::DirectoryEntry& entry : *entries) {
    if (!is_on_its_way_out(session, entry.name)) {
      continue;
    }
    const ChangePaths paths = paths_of(session.store, session.target, entry.name);
    if (auto removed = remove_backup(session.context.files, paths); !removed) {
      return std::unexpected(removed.error());
    }
    notes.push_back("Finished removing the backup " + paths.folder + ".");
  }
  return notes;
}

}  // namespace

Result<Fate> fate_of(const Session& session, const Change& change) {
  const disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  const auto present = hash_of(files, session.target);
  if (!present) {
    return std::unexpected(present.error());
  }
  if (*present == change.sha256_before) {
    return Fate::not_made;
  }
  const auto staged = what_is_staged(files, paths, change);
  if (!staged) {
    return std::unexpected(staged.error());
  }
  const auto whole = has_whole_backup(files, paths, change);
  if (!whole) {
    return std::unexpected(whole.error());
  }
  if (*present == change.sha256_after) {
    return *staged == Staged::anothers ? Fate::too_early : *whole ? Fate::made : Fate::not_made;
  }
  // While our bytes are staged, or after a rollback has begun, another process that wrote the target did so
  // before us. A target that is gone may need what there is of its backup.
  const bool before_us = *staged == Staged::ours || (*staged == Staged::nothing && !*whole);
  return before_us && *present ? Fate::not_made : Fate::unclear;
}

Result<void> put_back(Session& session, const Change& change) {
  disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  std::optional<std::string> in_place = change.sha256_after;
  for (int attempt = 0; attempt < 8; ++attempt) {
    const auto going = hash_of(files, paths.staged);
    if (!going) {
      return std::unexpected(going.error());
    }
    const auto replaced = files.replace(session.target, paths.staged);
    const auto present = replaced ? going : hash_of(files, session.target);  // what fails may be done
    session.has_put_back = session.has_put_back || (present && *present == *going);
    if (!replaced) {
      Error error = replaced.error();
      error.aftermath = present ? error.aftermath : Aftermath::unknown;
      error.change = change.id;
      return std::unexpected(std::move(error));
    }
    const auto displaced = hash_of(files, paths.staged);
    if (!displaced) {
      return std::unexpected(displaced.error());
    }
    if (!*displaced || *displaced == in_place) {
      break;
    }
    in_place = *going;  // what came out is newer than what went in: once more
  }
  const auto staged = what_is_staged(files, paths, change);
  if (!staged) {
    return std::unexpected(staged.error());
  }
  return *staged == Staged::anothers ? close(session, change, Event::unclear) : roll_back(session, change);
}

Result<void> roll_back(Session& session, const Change& change) {
  disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  // First what is beside the target: without the backup it would not be known again.
  auto done = remove_if_there(files, paths.staged);
  if (done) {
    done = files.flush_directory(disk::directory_of(paths.staged));
  }
  if (done) {
    done = remove_backup(files, paths);
  }
  if (!done) {
    return done;
  }
  return session.record(Event::aborted, stamped(change, session.context.environment));
}

namespace {

Result<std::vector<std::string>> settle_one_by_one(Session& session) {
  std::vector<std::string> notes;
  for (const Change& change : session.journal.open_changes(session.target)) {
    auto said = settle(session, change);
    if (!said) {
      Aftermath& aftermath = said.error().aftermath;
      aftermath = aftermath == Aftermath::unchanged ? Aftermath::unfinished : aftermath;
      return std::unexpected(said.error());
    }
    notes.push_back(std::move(*said));
  }
  auto restored = settle_recreations(session);
  if (!restored) {
    return std::unexpected(restored.error());
  }
  notes.insert(notes.end(), restored->begin(), restored->end());
  if (auto removed = remove_rotation_litter(session); !removed) {
    return std::unexpected(removed.error());
  }
  sweep_lock_litter(session.context, session.store);
  auto removals = finish_removals(session);
  if (!removals) {
    return std::unexpected(removals.error());
  }
  notes.insert(notes.end(), removals->begin(), removals->end());
  return notes;
}

}  // namespace

Result<std::vector<std::string>> settle_all(Session& session) {
  auto notes = settle_one_by_one(session);
  if (!notes && session.has_put_back) {
    notes.error().aftermath = Aftermath::put_back;
  }
  return notes;
}

}  // namespace certlift::apply
