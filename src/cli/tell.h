#pragma once

#include "cli/options.h"
#include "render/report.h"

#include <iosfwd>
#include <span>
#include <string>

namespace certlift::cli {

/// Puts the exit code into the report, prints it in the requested format and logs its errors. `text` is where
/// a report for people goes; the other formats are for standard output. Returns the exit code.
int tell(const Invocation& invocation, render::Report& report, std::ostream& text);

/// Logs an error as `certlift: FILE:LINE:COL: MESSAGE`, and returns its exit code.
int tell(const Invocation& invocation, const Error& error);

/// Logs what else is worth knowing about the work on a file.
void tell_notes(const Invocation& invocation, const std::string& path, std::span<const std::string> notes);

}  // namespace certlift::cli
