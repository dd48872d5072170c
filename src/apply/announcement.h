#pragma once

#include "apply/change.h"
#include "apply/context.h"
#include "apply/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::apply {

/// Tells of a change that was made: those who keep backups of their own (see OnChange), and, by an entry in
/// its log, the system. The change and its own backup stand whatever comes of this; what went wrong is said
/// in sentences.
std::vector<std::string> announce(const Context& context, const Snapshot& target, std::string_view new_bytes,
                                  const ChangeInfo& info, const std::string& id);

}  // namespace certlift::apply
