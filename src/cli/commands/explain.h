#pragma once

#include "cli/options.h"

namespace certlift::cli {

void declare_explain(CLI::App& command, Options& options);
int run_explain(const Invocation& invocation);

}  // namespace certlift::cli
