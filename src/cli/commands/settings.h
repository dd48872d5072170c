#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_settings(CLI::App& command, Options& options);

}  // namespace certlift::cli
