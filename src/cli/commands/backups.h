#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_backups(CLI::App& command, Options& options);
int run_backups(const Invocation& invocation);

}  // namespace certlift::cli
