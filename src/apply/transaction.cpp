#include "apply/transaction.h"

#include "apply/announcement.h"
#include "apply/closing.h"
#include "apply/fate.h"
#include "apply/forgetting.h"
#include "apply/session.h"
#include "apply/settle.h"
#include "apply/store.h"
#include "base/memory.h"
#include "base/sha256.h"

#include <utility>

namespace certlift::apply {
namespace {

bool is_still(const disk::FileContent& now, const Snapshot& target) {
  return now.info.identity == target.identity && now.bytes == target.bytes;
}

Error written_meanwhile(const std::string& path) {
  return {ErrorCode::changed, "another process wrote this file in the meantime; try again", path};
}

Result<void> check_unchanged(const Context& context, const Snapshot& target) {
  const auto now = context.files.read_at_rest(target.path);
  if (!now) {
    return std::unexpected(now.error());
  }
  // By path as well: a link to the moved file may stand in its place.
  if (now->info.path != target.path || !is_still(*now, target)) {
    return std::unexpected(written_meanwhile(target.path));
  }
  return check_replaceable(now->info);
}

Result<std::string> free_id(const Session& session) {
  for (int attempt = 0; attempt < 16; ++attempt) {
    std::string id = new_change_id(session.context.environment);
    const auto info = session.context.files.info(disk::join(session.store, id));
    if (!info && info.error().code == ErrorCode::not_found && !session.journal.find(id)) {
      return id;
    }
  }
  return std::unexpected(
      Error{ErrorCode::busy, "no free name was found for a backup; try again", session.store});
}

/// From here on, whatever happens, the next run knows.
Result<Change> begin(Session& session, const Snapshot& target, std::string sha256_after,
                     const ChangeInfo& info) {
  const auto id = free_id(session);
  if (!id) {
    return std::unexpected(id.error());
  }
  Change change{.id = *id,
                .target = path_in_json(target.path),
                .info = info,
                .size = target.bytes.size(),
                .sha256_before = target.sha256,
                .sha256_after = std::move(sha256_after)};
  change = stamped(std::move(change), session.context.environment);
  if (auto written = session.record(Event::begin, change); !written) {
    static_cast<void>(session.record(Event::aborted, change));
    return std::unexpected(written.error());
  }
  return change;
}

/// Has an interruption been requested?
Result<void> go_on(const Session& session) {
  return disk::go_on(*session.context.environment.interruption, session.target);
}

/// Runs the steps up to the first that fails, or to an interruption.
template <class... Steps>
Result<void> in_order(const Session& session, const Steps&... steps) {
  Result<void> result;
  static_cast<void>((((result = go_on(session)).has_value() && (result = steps()).has_value()) && ...));
  return result ? go_on(session) : result;
}

Result<void> create_folder(disk::WritableFiles& files, const std::string& path, const std::string& model) {
  return disk::require_created(files.create_directory(path, model),
                               {ErrorCode::unwritable, "this is in the way of a backup; move it away", path});
}

/// When this is done the backup lasts through a power failure, and so does the journal that knows of it.
Result<void> back_up(Session& session, const Change& change, const Snapshot& target,
                     std::string_view new_bytes) {
  disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  return in_order(
      session, [&] { return files.flush_directory(session.store); },
      [&] {
        return session.made_store ? files.flush_directory(disk::directory_of(session.store)) : Result<void>();
      },
      [&] { return create_folder(files, paths.folder, target.path); },
      [&] { return disk::create_verified(files, paths.original, target.path, target.bytes); },
      [&] { return disk::create_verified(files, paths.result, target.path, new_bytes); },
      [&] { return disk::create_verified(files, paths.record, target.path, to_json(change)); },
      [&] { return files.flush_directory(paths.folder); },
      [&] { return files.flush_directory(session.store); });
}

std::unexpected<Error> given_up(Session& session, const Change& change, Error error) {
  if (auto rolled_back = roll_back(session, change); !rolled_back) {
    error.message += " (what had been prepared could not be removed either; the next run will do it)";
  }
  return std::unexpected(std::move(error));
}

/// Said only once the file may be replaced: `state` says what is on the disk.
Error unfinished(const Session& session, const Change& change, Aftermath aftermath, const std::string& state,
                 const Error& cause) {
  return {.code = cause.code,
          .message = state + ": " + cause.message + "; the original is in " + session.paths(change).folder,
          .path = session.target,
          .aftermath = aftermath,
          .change = change.id};
}

/// No system checks and replaces a file in one step. But the previous file can be checked afterwards: no
/// other process knows its new name. If another process wrote it after all, it goes back.
Result<void> check_previous(Session& session, const Change& change, const Snapshot& target) {
  disk::WritableFiles& files = session.context.files;
  const std::string path = session.paths(change).staged;
  const auto previous = files.read_at_rest(path);
  if (!previous && previous.error().code == ErrorCode::not_found) {
    return {};
  }
  if (previous && is_still(*previous, target)) {
    const auto removed = remove_if_there(files, path);
    return removed ? removed
                   : std::unexpected(unfinished(session, change, Aftermath::changed,
                                                "the new content is in place, but the old one could not be "
                                                "removed from " +
                                                    path,
                                                removed.error()));
  }
  if (auto back = put_back(session, change); !back) {
    return std::unexpected(unfinished(session, change, Aftermath::unknown,
                                      "the new content is in place, but another process wrote at the same "
                                      "moment; what it wrote is in " +
                                          path + ", and the next run will put it back",
                                      back.error()));
  }
  return std::unexpected(previous ? written_meanwhile(session.target) : previous.error());
}

/// Leaves the target replaced or untouched, and knows which; otherwise the change stays open and the error
/// says so.
Result<void> replace_target(Session& session, const Change& change, const Snapshot& target) {
  const ChangePaths paths = session.paths(change);
  const auto replaced = session.context.files.replace(session.target, paths.staged);
  if (replaced) {
    return *replaced == disk::Displaced::gone ? Result<void>() : check_previous(session, change, target);
  }
  if (auto settled = session.context.files.settle_replace(session.target, paths.staged); !settled) {
    return std::unexpected(unfinished(
        session, change, Aftermath::unknown,
        "replacing the file was interrupted, and the next run will put it right", settled.error()));
  }
  const auto fate = fate_of(session, change);
  if (fate && (*fate == Fate::made || *fate == Fate::overwrote_another_process)) {
    return check_previous(session, change, target);
  }
  if (fate && *fate == Fate::not_made) {
    return given_up(session, change, replaced.error());
  }
  return std::unexpected(
      unfinished(session, change, Aftermath::unknown, "the file was perhaps replaced", replaced.error()));
}

Result<void> confirm(const Session& session, const Change& change, std::string_view new_bytes) {
  const disk::WritableFiles& files = session.context.files;
  if (auto flushed = session.context.files.flush_directory(disk::directory_of(session.target)); !flushed) {
    return std::unexpected(unfinished(session, change, Aftermath::changed,
                                      "the new content is in place, but may not last through a power failure",
                                      flushed.error()));
  }
  const auto now = files.read(session.target);
  if (!now) {
    return std::unexpected(unfinished(session, change, Aftermath::changed,
                                      "the new content was put in place, but cannot be read back",
                                      now.error()));
  }
  if (now->bytes != new_bytes) {
    return std::unexpected(unfinished(
        session, change, Aftermath::unknown, "the new content was put in place, but is not there any more",
        {ErrorCode::changed, "another process wrote this file at the same moment"}));
  }
  return {};
}

Result<Outcome> make(Session& session, const Snapshot& target, std::string_view new_bytes,
                     const ChangeInfo& info) {
  if (auto wanted = go_on(session); !wanted) {
    return std::unexpected(wanted.error());
  }
  auto change = begin(session, target, sha256(new_bytes), info);
  if (!change) {
    return std::unexpected(change.error());
  }
  const ChangePaths paths = session.paths(*change);
  disk::WritableFiles& files = session.context.files;
  // The directory is flushed before the file is replaced, to see that it can be flushed afterwards.
  const auto prepared = in_order(
      session, [&] { return back_up(session, *change, target, new_bytes); },
      [&] { return disk::create_verified(files, paths.staged, target.path, new_bytes); },
      [&] { return files.flush_directory(disk::directory_of(target.path)); },
      [&] { return check_unchanged(session.context, target); });
  if (!prepared) {
    return given_up(session, *change, prepared.error());
  }
  // From here on a request to end is only remembered.
  auto made = replace_target(session, *change, target);
  if (made) {
    made = confirm(session, *change, new_bytes);
  }
  if (!made) {
    return std::unexpected(made.error());
  }
  Outcome outcome{change->id, change->sha256_before, change->sha256_after, {}};
  if (auto closed = session.record(Event::done, stamped(*change, session.context.environment)); !closed) {
    outcome.notes.push_back("The change is made, but the journal could not be closed: " +
                            closed.error().message + "; the next run will do it.");
  }
  return outcome;
}

/// What is done while the lock is held.
Result<Outcome> work(Session& session, const Snapshot& target, std::string_view new_bytes,
                     const ChangeInfo& info) {
  auto notes = settle_all(session);
  if (!notes) {
    return std::unexpected(notes.error());
  }
  if (auto unchanged = check_unchanged(session.context, target); !unchanged) {
    return std::unexpected(unchanged.error());
  }
  auto outcome = make(session, target, new_bytes, info);
  if (outcome) {
    outcome->notes.insert(outcome->notes.begin(), notes->begin(), notes->end());
    forget_what_is_old(session, outcome->notes);
  }
  return outcome;
}

/// The memory did not suffice at some moment. What had begun stays open in the journal, so the next run
/// finishes it or tidies it up.
Error out_of_memory(const Session& session, std::string_view new_bytes) {
  const auto now = session.context.files.read(session.target);
  return {.code = ErrorCode::unwritable,
          .message = std::string(not_enough_memory) + "; the next run tidies up what was begun",
          .path = session.target,
          .aftermath = !now                      ? Aftermath::unknown
                       : now->bytes == new_bytes ? Aftermath::changed
                                                 : Aftermath::unchanged};
}

}  // namespace

Result<Outcome> change_file(const Context& context, const Snapshot& target, std::string_view new_bytes,
                            const ChangeInfo& info) {
  if (new_bytes == target.bytes) {
    return Outcome{{}, target.sha256, target.sha256, {}};
  }
  disk::Interruption& interruption = *context.environment.interruption;
  if (auto wanted = disk::go_on(interruption, target.path); !wanted) {
    return std::unexpected(wanted.error());
  }
  disk::Writing writing(interruption);
  auto session = open_session(context, target.path);
  if (!session) {
    return std::unexpected(session.error());
  }
  auto outcome =
      with_memory([&] { return work(*session, target, new_bytes, info); },
                  [&]() -> Result<Outcome> { return std::unexpected(out_of_memory(*session, new_bytes)); });
  const auto untidied = close_session(*session);
  if (outcome || outcome.error().aftermath != Aftermath::unchanged) {
    writing.keep_on();
  }
  if (outcome) {
    auto& notes = outcome->notes;
    notes.insert(notes.begin(), session->lock.notes.begin(), session->lock.notes.end());
    notes.insert(notes.end(), untidied.begin(), untidied.end());
    const auto unannounced = announce(context, target, new_bytes, info, outcome->id);
    notes.insert(notes.end(), unannounced.begin(), unannounced.end());
  }
  return outcome;
}

}  // namespace certlift::apply
