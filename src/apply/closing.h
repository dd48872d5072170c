#pragma once

#include "apply/session.h"
#include "base/result.h"

/// How a change that was begun comes to its end. On failure it stays open.
namespace certlift::apply {

/// Removes what is staged, and says in the journal how the change ended. What another process has written is
/// kept in the backup of one that is unclear, if it is not in place.
Result<void> close_change(Session& session, const Change& change, Event event);

/// Puts back what the change has replaced, and closes it. Should another process write the target at the same
/// moment once more, what it wrote last is left in place, and what it wrote before is kept in the backup.
Result<void> put_back(Session& session, const Change& change);

/// Removes what an unmade change has left, and says so in the journal.
Result<void> roll_back(Session& session, const Change& change);

/// Removes what was staged to make a target anew that is gone: it is ours, and in the backup as well.
Result<void> close_recreation(Session& session, const Change& change);

}  // namespace certlift::apply
