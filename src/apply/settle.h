#pragma once

#include "apply/session.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace certlift::apply {

/// Closes every open change of the session's target, removes backups that were on their way out, and says in
/// sentences what was done.
Result<std::vector<std::string>> settle_all(Session& session);

}  // namespace certlift::apply
