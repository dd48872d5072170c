#include "apply/closing.h"

#include "apply/fate.h"

#include <optional>
#include <string>
#include <utility>

namespace certlift::apply {
namespace {

/// What another process has written goes into the backup, if it is not in place.
Result<void> keep_displaced(Session& session, const Change& change) {
  disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  const auto staged = what_is_staged(files, paths, change);
  if (!staged || *staged != Staged::from_another_process) {
    return staged ? Result<void>() : std::unexpected(staged.error());
  }
  const auto content = files.read(paths.staged);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (auto removed = remove_if_there(files, paths.displaced); !removed) {
    return removed;  // the beginning of one that was interrupted
  }
  return disk::create_verified(files, paths.displaced, paths.staged, content->bytes);
}

}  // namespace

Result<void> close_change(Session& session, const Change& change, Event event) {
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
  return *staged == Staged::from_another_process ? close_change(session, change, Event::unclear)
                                                 : roll_back(session, change);
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

Result<void> close_recreation(Session& session, const Change& change) {
  disk::WritableFiles& files = session.context.files;
  const std::string staged = session.paths(change).staged;
  if (auto removed = remove_if_there(files, staged); !removed) {
    return removed;
  }
  if (auto flushed = files.flush_directory(disk::directory_of(staged)); !flushed) {
    return flushed;
  }
  return session.record(Event::done, stamped(change, session.context.environment));
}

}  // namespace certlift::apply
