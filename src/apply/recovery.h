#pragma once

#include "apply/context.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::apply {

/// Finishes or rolls back what an interrupted certlift left of this target, and says in sentences what was
/// done. Never changes the target. To be called first by each command that may write. Writes nothing if there
/// is nothing to recover, and leaves alone what a living certlift holds.
Result<std::vector<std::string>> recover(const Context& context, const std::string& target);

/// For commands that write nothing: says in a sentence that there is something for recover() to do. Nothing
/// as well if that cannot be told.
std::optional<std::string> interrupted(const Context& context, const std::string& target);

}  // namespace certlift::apply
