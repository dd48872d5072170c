#include "apply/backups.h"

#include "apply/owners.h"

#include <algorithm>
#include <utility>

namespace certlift::apply {
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
    return std::unexpected(
        Error{ErrorCode::busy, "the change " + id + " is being made right now; try again later", target});
  }
  return std::move(*found);
}

}  // namespace certlift::apply
