#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_report(CLI::App& command, Options& options);

}  // namespace certlift::cli
