#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_check(CLI::App& command, Options& options);
int run_check(const Invocation& invocation);

}  // namespace certlift::cli
