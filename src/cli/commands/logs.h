#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_logs(CLI::App& command, Options& options);

}  // namespace certlift::cli
