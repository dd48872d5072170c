#pragma once

#include "apply/context.h"
#include "apply/history.h"
#include "apply/outcome.h"
#include "base/result.h"

#include <string>

/// Restoring a file that is gone.
namespace certlift::apply {

/// Makes the target anew, with the `bytes` of the backup's stored original and as protected as that, in one
/// step and never over what has come to stand there. The outcome names the backup that it was made from;
/// there is no other. Errors: changed, if there is a file again; busy, unwritable, unreadable.
Result<Outcome> recreate(const Context& context, const std::string& target, const Backup& backup,
                         const std::string& bytes);

}  // namespace certlift::apply
