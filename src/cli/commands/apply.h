#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_apply(CLI::App& command, Options& options);
int run_apply(const Invocation& invocation);

}  // namespace certlift::cli
