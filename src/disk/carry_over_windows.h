#pragma once

#include "disk/replacement.h"

#include <string>

namespace certlift::disk {

/// `ReplaceCalls::carry_over`: the creation time and the alternate streams are copied; owner, group, access
/// control list and attributes have been given to `staged` when it was made (protection_windows.h) and are
/// compared here. A short name, an object id and audit rules are not carried over.
WindowsCode carry_over(const std::string& target, const std::string& staged);

}  // namespace certlift::disk
