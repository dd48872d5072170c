#pragma once

#include "base/result.h"
#include "disk/file_system.h"

#include <string>

namespace certlift::disk {

/// `WritableFiles::replace` and `settle_replace`, by the calls of Windows (replacement.h has the decisions).
Result<Displaced> replace_file(const std::string& target, const std::string& staged);
Result<void> settle_replaced_file(const std::string& target, const std::string& staged);

/// `WritableFiles::give_free_name`.
Result<Creation> move_to_free_name(const std::string& staged, const std::string& target);

/// `WritableFiles::give_free_name`.
Result<Creation> move_to_free_name(const std::string& staged, const std::string& target);

}  // namespace certlift::disk
