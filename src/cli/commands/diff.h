#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_diff(CLI::App& command, Options& options);
int run_diff(const Invocation& invocation);

}  // namespace certlift::cli
