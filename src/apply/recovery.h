#pragma once

#include "apply/context.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::apply {

/// What recover() has done.
struct Recovered {
  std::vector<std::string> notes = {};  ///< in sentences
  bool has_put_back = false;            ///< the target is again what another process had written
};

/// Finishes or rolls back what an interrupted certlift left of this target. Never changes the target, but for
/// putting back what another process had written and a change has replaced. To be called first by each
/// command that may write. Writes nothing if there is nothing to recover, and leaves alone what a living
/// certlift holds.
Result<Recovered> recover(const Context& context, const std::string& target);

/// For commands that write nothing: says in a sentence that there is something for recover() to do. Nothing
/// as well if that is not known.
std::optional<std::string> interrupted(const Context& context, const std::string& target);

}  // namespace certlift::apply
