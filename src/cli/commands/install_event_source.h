#pragma once

#include "cli/options.h"

namespace certlift::cli {

Run declare_install_event_source(CLI::App& command, Options& options);

}  // namespace certlift::cli
