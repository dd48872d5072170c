#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_rules(CLI::App& command, Options& options);
int run_rules(const Invocation& invocation);

}  // namespace certlift::cli
