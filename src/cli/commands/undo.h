#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_undo(CLI::App& command, Options& options);
int run_undo(const Invocation& invocation);

}  // namespace certlift::cli
