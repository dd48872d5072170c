#include "apply/recreation.h"

#include "apply/closing.h"
#include "apply/session.h"
#include "apply/settle.h"

#include <utility>

namespace certlift::apply {
namespace {

Error there_again(const std::string& path) {
  return {ErrorCode::changed,
          "this file was gone, and another process has made it anew in the meantime; try again", path};
}

Result<void> put_in_place(Session& session, const Change& change, const Backup& backup,
                          const std::string& bytes) {
  disk::WritableFiles& files = session.context.files;
  const std::string staged = session.paths(change).staged;
  auto written = disk::create_verified(files, staged, backup.original, bytes);
  if (written) {
    written = files.flush_directory(disk::directory_of(staged));
  }
  if (written) {
    written =
        disk::require_created(files.give_free_name(staged, session.target), there_again(session.target));
  }
  if (!written) {
    return written;
  }
  if (auto flushed = files.flush_directory(disk::directory_of(session.target)); !flushed) {
    return flushed;
  }
  const auto now = files.read(session.target);
  if (now && now->bytes != bytes) {
    return std::unexpected(there_again(session.target));
  }
  return now ? Result<void>() : std::unexpected(now.error());
}

void tell_the_log(const Context& context, const std::string& target, const std::string& id,
                  Outcome& outcome) {
  const auto& log = context.environment.log_event;
  const auto trouble =
      log ? log("certlift restore has made " + target + ", which was gone, anew from the backup " + id +
                ", requested by " + context.environment.user + ".")
          : std::nullopt;
  if (trouble) {
    outcome.notes.push_back(
        "The file is restored, but that could not be entered in the event log: " + *trouble + ".");
  }
}

/// What is done while the lock is held.
Result<Outcome> work_on(Session& session, const Backup& backup, const std::string& bytes) {
  auto notes = settle_all(session);
  if (!notes) {
    return std::unexpected(notes.error());
  }
  const auto info = session.context.files.info(session.target);
  if (info || info.error().code != ErrorCode::not_found) {
    return std::unexpected(info ? there_again(session.target) : info.error());
  }
  Change change = stamped(backup.change, session.context.environment);
  change.target = path_in_json(session.target);
  if (auto recorded = session.record(Event::restoring, change); !recorded) {
    return std::unexpected(recorded.error());
  }
  const auto made = put_in_place(session, change, backup, bytes);
  const auto closed = close_recreation(session, change);
  if (!made) {
    return std::unexpected(made.error());
  }
  Outcome outcome{change.id, {}, change.sha256_before, std::move(*notes)};
  if (!closed) {
    outcome.notes.push_back("The file is restored, but the journal could not be closed: " +
                            closed.error().message + "; the next run will do it.");
  }
  return outcome;
}

}  // namespace

Result<Outcome> recreate(const Context& context, const std::string& target, const Backup& backup,
                         const std::string& bytes) {
  auto session = open_session(context, target);
  if (!session) {
    return std::unexpected(session.error());
  }
  auto outcome = work_on(*session, backup, bytes);
  const auto untidied = close_session(*session);
  if (outcome) {
    auto& notes = outcome->notes;
    notes.insert(notes.begin(), session->lock.notes.begin(), session->lock.notes.end());
    notes.insert(notes.end(), untidied.begin(), untidied.end());
    tell_the_log(context, target, outcome->id, *outcome);
  }
  return outcome;
}

}  // namespace certlift::apply
