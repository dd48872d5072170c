#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_effective(CLI::App& command, Options& options);
int run_effective(const Invocation& invocation);

}  // namespace certlift::cli
