#pragma once

#include "apply/change.h"
#include "apply/context.h"
#include "apply/snapshot.h"

#include <string>
#include <vector>

namespace certlift::apply {

/// Tells the system of a change that was made: by an entry in its log, and, on a live server, by a backup
/// laid out as `appcmd add backup certlift-<id>` does it, so that `appcmd list backup` and `restore backup`
/// know it. The change and its own backup stand whatever comes of this; what went wrong is said in sentences.
std::vector<std::string> announce(const Context& context, const Snapshot& target, const ChangeInfo& info,
                                  const std::string& id);

}  // namespace certlift::apply
