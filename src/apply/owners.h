#pragma once

#include "apply/change.h"
#include "base/result.h"
#include "disk/file_system.h"

#include <optional>
#include <string>
#include <vector>

/// Whose the backups of a store are: several files may have one, and a file may have been moved.
namespace certlift::apply {

/// What `change.json` of a folder says; nothing if it is missing or damaged.
Result<std::optional<Change>> recorded_change(const disk::ReadableFiles& files, const std::string& store,
                                              const std::string& id);

/// Whose the backups are that stand where those of the target would: the paths of other files, sorted.
Result<std::vector<std::string>> other_owners(const disk::ReadableFiles& files, const std::string& target,
                                              const std::string& backup_dir);

/// "; the backups here belong to ...", and how to use them; empty if `owners` is.
std::string words_on(const std::vector<std::string>& owners, const std::string& target);

/// The one other file of the target's name whose backups stand here; empty if there is none. Errors:
/// not_found, if there are several.
Result<std::string> former_path(const disk::ReadableFiles& files, const std::string& target,
                                const std::string& backup_dir);

}  // namespace certlift::apply
