#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_freb(CLI::App& command, Options& options);

}  // namespace certlift::cli
