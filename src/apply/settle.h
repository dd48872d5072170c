#pragma once

#include "apply/store.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace certlift::apply {

/// What became of a change that was begun, as the disk shows.
enum class Fate {
  made,       ///< the target has the new content, and the backup is whole
  too_early,  ///< the same, but what it has replaced is not what it was to replace: that has to go back
  not_made,   ///< the target was not replaced
  unclear,    ///< another process has written or removed the target since
};

Result<Fate> fate_of(const Session& session, const Change& change);

/// Puts back what the change has replaced, and closes it. Should another process write the target at the same
/// moment once more, what it wrote last is left in place, and what it wrote before is kept in the backup.
/// On failure the change stays open.
Result<void> put_back(Session& session, const Change& change);

/// Removes what an unmade change has left, and says so in the journal. On failure the change stays open.
Result<void> roll_back(Session& session, const Change& change);

/// Closes every open change of the session's target, removes backups that were on their way out, and says in
/// sentences what was done.
Result<std::vector<std::string>> settle_all(Session& session);

}  // namespace certlift::apply
