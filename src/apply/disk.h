#pragma once

#include "apply/context.h"
#include "apply/file_system.h"

#include <memory>

namespace certlift::apply {

/// The disk of this machine.
std::unique_ptr<WritableFiles> open_disk();

/// The clock, the processes and the user of this machine.
Environment system_environment();

}  // namespace certlift::apply
