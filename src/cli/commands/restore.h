#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_restore(CLI::App& command, Options& options);
int run_restore(const Invocation& invocation);

}  // namespace certlift::cli
