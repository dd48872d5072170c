#include "apply/recovery.h"

#include "apply/rotation.h"
#include "apply/session.h"
#include "apply/settle.h"
#include "apply/store.h"

#include <algorithm>

namespace certlift::apply {
namespace {

bool is_litter(const Journal& journal, const std::string& target, const std::string& name) {
  const Change* change = journal.find(name);
  const auto last = journal.last_event(name);
  const bool leaving = last == Event::pruned || last == Event::aborted;
  return is_lock_name(name) || is_rotation_litter(name) ||
         (leaving && change->target == path_in_json(target));
}

/// Looks only: most runs find nothing and must not write anything. What a living certlift holds is its own
/// business.
Result<bool> has_something_to_recover(const Context& context, const std::string& target) {
  const std::string store = store_of(target, context.backup_dir);
  const auto entries = context.files.list(store);
  if (!entries && entries.error().code == ErrorCode::not_found) {
    return false;
  }
  if (!entries) {
    return std::unexpected(entries.error());
  }
  const auto journal = Journal::open(context.files, store);
  if (!journal) {
    return std::unexpected(journal.error());
  }
  const auto is_left = [&](const disk::DirectoryEntry& entry) {
    return is_litter(*journal, target, entry.name);
  };
  const bool found = !journal->open_changes(target).empty() ||
                     !journal->open_changes(target, Event::restoring).empty() ||
                     std::ranges::any_of(*entries, is_left);
  return found && !is_held(context, store);
}

}  // namespace

Result<Recovered> recover(const Context& context, const std::string& target) {
  const auto path = resolve_target(context.files, target);
  if (!path) {
    return std::unexpected(path.error());
  }
  const auto needed = has_something_to_recover(context, *path);
  if (!needed || !*needed) {
    return needed ? Result<Recovered>() : std::unexpected(needed.error());
  }
  const disk::Writing writing(*context.environment.interruption);
  auto session = open_session(context, *path);
  if (!session) {
    return std::unexpected(session.error());
  }
  Recovered recovered{.notes = session->lock.notes};
  auto settled = settle_all(*session);
  const auto leftovers = close_session(*session);
  if (!settled) {
    return std::unexpected(settled.error());
  }
  recovered.has_put_back = session->has_put_back;
  recovered.notes.insert(recovered.notes.end(), settled->begin(), settled->end());
  recovered.notes.insert(recovered.notes.end(), leftovers.begin(), leftovers.end());
  return recovered;
}

std::optional<std::string> interrupted(const Context& context, const std::string& target) {
  const auto path = resolve_target(context.files, target);
  const auto found = path ? has_something_to_recover(context, *path) : std::unexpected(path.error());
  if (!found || !*found) {
    return std::nullopt;
  }
  return "A certlift that changed this file was interrupted; the next fix, undo or restore finishes the "
         "change "
         "or rolls it back, and tidies up.";
}

}  // namespace certlift::apply
