#pragma once

#include "apply/history.h"

#include <vector>

namespace certlift::apply {

/// Which of these changes of a target (the newest first) are in force and no undos themselves, the newest
/// first. In force is a change that no undo in force has undone, and no restore in force: a restore ends all
/// that was done from the change on whose backup it has brought back. Known from what is recorded, so what
/// other programs have done to the file does not count. Unfinished ones are left out.
std::vector<const Backup*> changes_in_force(const std::vector<Backup>& backups);
/// They would outlive the backups that they point at.
std::vector<const Backup*> changes_in_force(std::vector<Backup>&&) = delete;

}  // namespace certlift::apply
