#pragma once

#include "baseline/baseline.h"
#include "cli/options.h"
#include "render/report.h"

#include <functional>
#include <string>

/// `--baseline FILE`: findings that are known are neither told nor changed.
namespace certlift::cli {

/// Adds --baseline to a command; for check also --write-baseline.
void add_baseline(CLI::App& command, Options& options);
void add_write_baseline(CLI::App& command, Options& options);

/// The baseline that --baseline names. Errors carry the path: not_found, unreadable, not_understood.
Result<baseline::Baseline> load_baseline(const Invocation& invocation);

/// How the baseline names a file.
std::string name_in_baseline(const Invocation& invocation, const std::string& path);

/// For engine::Search: marks what the baseline knows; empty if there is none.
std::function<void(const engine::Reading&, const engine::NewFindings&)> recogniser(
    const Invocation& invocation);

/// What the baseline had to do with the report, and logs what of it fits nothing.
std::optional<render::BaselineUse> baseline_use(const Invocation& invocation, const render::Report& report);

/// Errors: wrong_usage, if a baseline is to be made without a name, or of a selection of what is found.
Result<void> require_whole(const Invocation& invocation);

/// Makes the baseline of all that the report tells, whose identities are filled in, and lets it tell that as
/// ignored. Files that the report is not about stay in the baseline as they were. Errors: unwritable, if a
/// target could not be read, or if the file is there and is no baseline; and as of apply::write_elsewhere.
/// Then the report stays as it is.
Result<void> save_baseline(const Invocation& invocation, render::Report& report);

}  // namespace certlift::cli
