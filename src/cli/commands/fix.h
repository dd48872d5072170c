#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_fix(CLI::App& command, Options& options);
int run_fix(const Invocation& invocation);

}  // namespace certlift::cli
