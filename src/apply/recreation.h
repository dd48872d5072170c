#pragma once

#include "apply/backups.h"
#include "apply/context.h"
#include "apply/session.h"
#include "apply/transaction.h"
#include "base/result.h"

#include <string>
#include <vector>

/// Restoring a file that is gone.
namespace certlift::apply {

/// Makes the target anew, as protected as the stored original, in one step and never over what has come to
/// stand there. The outcome names the backup that it was made from; there is no other. Errors: changed, if
/// there is a file again; busy, unwritable, unreadable.
Result<Outcome> recreate(const Context& context, const Restoration& restoration);

/// Finishes what was interrupted of that, and says so in sentences.
Result<std::vector<std::string>> settle_recreations(Session& session);

}  // namespace certlift::apply
