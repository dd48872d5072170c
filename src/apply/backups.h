#pragma once

#include "apply/history.h"
#include "base/result.h"

#include <string>

namespace certlift::apply {

/// That there is no such backup of the target (with an empty `id`: none at all), and whose the backups are.
Error no_backup(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                const std::string& backup_dir);

/// One backup. Errors: not_found, also if it is missing; busy, if it is not finished.
Result<Backup> find_backup(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                           const std::string& backup_dir, Whose whose = Whose::its_own);

}  // namespace certlift::apply
