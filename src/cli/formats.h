#pragma once

#include "cli/options.h"
#include "render/report.h"

#include <iosfwd>

namespace certlift::cli {

/// Adds --format to a command: with all formats, or with text and json.
void add_report_format(CLI::App& command, Options& options);
void add_data_format(CLI::App& command, Options& options);

/// Prints the report in the format that the command line names.
void print(const Invocation& invocation, const render::Report& report, std::ostream& text);

}  // namespace certlift::cli
