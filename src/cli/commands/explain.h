#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_explain(CLI::App& command, Options& options);

}  // namespace certlift::cli
