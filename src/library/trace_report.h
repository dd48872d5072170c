#pragma once

#include "logs/byte_source.h"
#include "render/freb_report.h"

#include <string>

namespace certlift::library {

/// What one log of Failed Request Tracing says. Its errors, also for lack of memory, are in it.
render::TraceReport trace_report(const std::string& path, const logs::ByteSource& source);

/// Ties the logs to the configuration. Errors: not_understood, with the path, if it is a web.config.
Result<void> tie(render::FrebReport& report, const engine::Reading& reading);

/// The exit code of what the report says.
int exit_code_of(const render::FrebReport& report);

}  // namespace certlift::library
