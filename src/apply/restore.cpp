#include "apply/restore.h"

#include "apply/backups.h"
#include "apply/recreation.h"
#include "apply/store.h"
#include "apply/transaction.h"

#include <utility>

namespace certlift::apply {
namespace {

/// The target as it is; if it is gone, where it was.
Result<Snapshot> present_or_gone(const disk::ReadableFiles& files, const std::string& target) {
  auto present = take_snapshot(files, target);
  if (present || present.error().code != ErrorCode::not_found) {
    return present;
  }
  auto path = resolve_target(files, target);
  return path ? Result<Snapshot>(Snapshot{std::move(*path), {}, {}, {}}) : std::unexpected(path.error());
}

}  // namespace

Result<Restoration> prepare_restore(const disk::ReadableFiles& files, const std::string& target,
                                    const std::string& id, const std::string& backup_dir, Whose whose) {
  auto backup = find_backup(files, target, id, backup_dir, whose);
  if (!backup) {
    return std::unexpected(backup.error());
  }
  auto bytes = read_stored(files, backup->original, backup->change.sha256_before);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  auto present = present_or_gone(files, target);
  if (!present) {
    return std::unexpected(present.error());
  }
  const bool known = present->identity.empty() || present->sha256 == backup->change.sha256_after ||
                     present->sha256 == backup->change.sha256_before;
  return Restoration{std::move(*backup), std::move(*present), std::move(*bytes),
                     known ? LaterEdits::none : LaterEdits::would_be_lost};
}

Result<Outcome> restore(const Context& context, const Restoration& restoration, Force force) {
  const std::string& id = restoration.backup.change.id;
  if (restoration.later_edits == LaterEdits::would_be_lost && force == Force::no) {
    return std::unexpected(Error{ErrorCode::changed,
                                 "this file has been changed since " + id +
                                     ", and restoring it whole would lose that; use 'certlift undo', or "
                                     "--force",
                                 restoration.present.path});
  }
  if (restoration.is_target_gone()) {
    return recreate(context, restoration.present.path, restoration.backup, restoration.bytes);
  }
  return change_file(context, restoration.present, restoration.bytes,
                     {.command = "restore", .what = "the whole backup " + id, .takes_back = id});
}

}  // namespace certlift::apply
