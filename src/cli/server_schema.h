#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "iis/schema.h"

#include <memory>

namespace certlift::cli {

/// What IIS allows: what the schema files in the directory of --schema say, else those of this server, and
/// for the rest what certlift knows itself. Errors, about files of --schema alone: one cannot be read or
/// understood, or there is none; this server's are then passed over with a warning.
Result<std::shared_ptr<const iis::Schema>> server_schema(const Invocation& invocation);

}  // namespace certlift::cli
