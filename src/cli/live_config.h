#pragma once

#include "apply/file_system.h"
#include "base/result.h"

#include <string>

namespace certlift::cli {

/// The applicationHost.config that a server with this configuration directory uses: the one in it, or, with
/// shared configuration, the one that its redirection.config leads to. Errors: if redirection.config is there
/// and cannot be read or understood, for then nobody knows.
Result<std::string> live_config(const apply::ReadableFiles& files, const std::string& directory);

}  // namespace certlift::cli
