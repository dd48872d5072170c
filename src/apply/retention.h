#pragma once

#include "apply/session.h"
#include "base/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace certlift::apply {

/// Removes the backups of the session's target but for the newest `keep` intact ones, and says which. However
/// small `keep` is, these stay in any case: the newest intact one; the one that an undo without an id takes
/// (see in_force.h); and, if that is a restore, that of the newest other change in force. Damaged and missing
/// ones do not count as kept, and go when they are older than those that do; unfinished ones neither count
/// nor go.
Result<std::vector<std::string>> remove_old_backups(Session& session, std::size_t keep);

}  // namespace certlift::apply
