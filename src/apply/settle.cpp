#include "apply/settle.h"

#include "apply/closing.h"
#include "apply/fate.h"
#include "apply/rotation.h"

#include <utility>

namespace certlift::apply {
namespace {

std::string sentence(Fate fate, const Session& session, const Change& change) {
  const std::string start = "Change " + change.id + " of " + session.target + " was interrupted ";
  switch (fate) {
    case Fate::made:
      return start + "after it was made; it is complete, and its backup is " + session.paths(change).folder +
             ".";
    case Fate::overwrote_another_process:
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

Result<std::string> settle(Session& session, const Change& change) {
  if (auto settled = session.context.files.settle_replace(session.target, session.paths(change).staged);
      !settled) {
    return std::unexpected(settled.error());
  }
  const auto fate = fate_of(session, change);
  if (!fate) {
    return std::unexpected(fate.error());
  }
  const auto closed = *fate == Fate::made                        ? close_change(session, change, Event::done)
                      : *fate == Fate::overwrote_another_process ? put_back(session, change)
                      : *fate == Fate::not_made                  ? roll_back(session, change)
                                                : close_change(session, change, Event::unclear);
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

Result<std::vector<std::string>> settle_recreations(Session& session) {
  std::vector<std::string> notes;
  for (const Change& change : session.journal.open_changes(session.target, Event::restoring)) {
    if (auto closed = close_recreation(session, change); !closed) {
      return std::unexpected(closed.error());
    }
    const auto info = session.context.files.info(session.target);
    notes.push_back("Restoring " + session.target + " from the backup " + change.id + " was interrupted; " +
                    (info ? "the file is there." : "the file is still gone."));
  }
  return notes;
}

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
  if (auto removed = remove_rotation_litter(session.context.files, session.store); !removed) {
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
