#pragma once

#include "cli/options.h"

namespace certlift::cli {

/// The resource Certlift/MappingLevel of Desired State Configuration (DSC) v3: packaging/dsc has its
/// manifest.
Run declare_dsc(CLI::App& command, Options& options);

}  // namespace certlift::cli
