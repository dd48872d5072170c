#pragma once

#include "cli/options.h"
#include "render/page.h"
#include "render/report.h"

#include <iosfwd>

namespace certlift::cli {

/// Adds --format to a command: with all formats; with text, json, html and markdown; with text, html and
/// markdown; or with text and json.
void add_report_format(CLI::App& command, Options& options);
void add_page_format(CLI::App& command, Options& options);
void add_people_format(CLI::App& command, Options& options);
void add_data_format(CLI::App& command, Options& options);

/// Prints the report in the format that the command line names.
void print(const Invocation& invocation, const render::Report& report, std::ostream& text);

/// Prints a page in the illustrated format that the command line names.
void print(const Invocation& invocation, const render::Page& page);

}  // namespace certlift::cli
