#include "apply/backups.h"

#include "apply/owners.h"
#include "apply/recreation.h"
#include "apply/store.h"

#include <algorithm>
#include <utility>

namespace certlift::apply {
namespace {

std::unexpected<Error> fail(ErrorCode code, std::string message, const std::string& path) {
  return std::unexpected(Error{code, std::move(message), path});
}

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

Error no_backup(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                const std::string& backup_dir) {
  std::string message = id.empty()
                            ? "there is no change of this file to undo"
                            : "there is no backup " + id + " of this file; 'certlift backups' lists them";
  const auto own = list_backups(files, target, backup_dir);
  const auto owners =
      own && own->empty() ? other_owners(files, target, backup_dir) : std::unexpected(Error{});
  return {ErrorCode::not_found, message + (owners ? words_on(*owners, target) : ""), target};
}

Result<Backup> find_backup(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                           const std::string& backup_dir, Whose whose) {
  auto backups = list_backups(files, target, backup_dir, whose);
  if (!backups) {
    return std::unexpected(backups.error());
  }
  const auto found = std::ranges::find(*backups, id, [](const Backup& backup) { return backup.change.id; });
  if (found == backups->end()) {
    return std::unexpected(no_backup(files, target, id, backup_dir));
  }
  if (found->state == BackupState::missing) {
    return std::unexpected(found->damage.front());
  }
  if (found->state == BackupState::unfinished) {
    return fail(ErrorCode::busy, "the change " + id + " is being made right now; try again later", target);
  }
  return std::move(*found);
}

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
    return fail(ErrorCode::changed,
                "this file has been changed since " + id +
                    ", and restoring it whole would lose that; use 'certlift undo', or --force",
                restoration.present.path);
  }
  if (restoration.is_target_gone()) {
    return recreate(context, restoration);
  }
  return change_file(context, restoration.present, restoration.bytes,
                     {.command = "restore", .what = "the whole backup " + id, .takes_back = id});
}

}  // namespace certlift::apply
