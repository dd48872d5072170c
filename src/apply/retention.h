#pragma once

#include "apply/store.h"
#include "base/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace certlift::apply {

/// Removes the backups of the session's target but for the newest `keep` intact ones, and says which. However
/// few are asked for, two stay in any case: the newest intact one, which an undo without an id needs, and
/// that of the last change that is in force, which is to be undone once all later ones have been taken back.
/// (In force is a change, other than an undo and a restore, that none of those has taken back, or only one
/// that was taken back itself.) Damaged ones do not count as kept, and go when they are older than those that
/// do; unfinished ones neither count nor go.
Result<std::vector<std::string>> remove_old_backups(Session& session, std::size_t keep);

}  // namespace certlift::apply
