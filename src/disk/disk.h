#pragma once

#include "disk/file_system.h"

#include <memory>

namespace certlift::disk {

/// The disk of this machine.
std::unique_ptr<WritableFiles> open_disk();

}  // namespace certlift::disk
