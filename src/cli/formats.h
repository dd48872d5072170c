#pragma once

#include "cli/options.h"
#include "render/report.h"

#include <iosfwd>
#include <span>
#include <string_view>

namespace certlift::cli {

/// A format of reports: a row of the table in formats.cpp.
struct FormatRow {
  std::string_view name;  ///< what --format takes
  Format format;
  /// Prints a report on standard output; one for people goes to `text`.
  void (*print)(const Invocation&, const render::Report&, std::ostream& text);
};

/// Those that every command has come first.
std::span<const FormatRow> formats();
inline constexpr std::size_t data_format_count = 2;

/// Prints the report in the format that the command line names.
void print(const Invocation& invocation, const render::Report& report, std::ostream& text);

}  // namespace certlift::cli
