#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_plan(CLI::App& command, Options& options);
int run_plan(const Invocation& invocation);

}  // namespace certlift::cli
