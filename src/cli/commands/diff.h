#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_diff(CLI::App& command, Options& options);

/// Also what fix --dry-run does.
Result<int> run_diff(const Invocation& invocation);

}  // namespace certlift::cli
