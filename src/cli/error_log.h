#pragma once

#include "cli/options.h"
#include "cli/progress.h"

#include <spdlog/logger.h>

namespace certlift::cli {

/// The log of a run: standard error, a line each, with no bar of how far the work is in the way; wrapped to
/// so many columns (0: as it is).
spdlog::logger log_to(Progress& progress, std::size_t columns, Verbosity verbosity);

}  // namespace certlift::cli
