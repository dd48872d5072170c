#pragma once

#include "cli/options.h"
#include "diagnosis/history.h"

#include <string>
#include <vector>

namespace certlift::cli {

/// The copies of an applicationHost.config in a directory and below it, the oldest first: files of that name,
/// and in the directory itself those whose name begins so (applicationHost.config.old). Errors: not_found, if
/// there are none; those of the disk.
Result<std::vector<diagnosis::ConfigCopy>> find_config_copies(const Invocation& invocation,
                                                              const std::string& directory);

}  // namespace certlift::cli
