#pragma once

#include "cli/options.h"
#include "engine/fix.h"
#include "text/diff.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::cli {

/// The unified diff of what a repair makes of a file; behind the range of each hunk stands which fix makes
/// it. UTF-8 is shown as it stands in the file, so
/// that `patch` finds it there; of what is encoded otherwise the text is shown, after a line that says so. On
/// a terminal certificates are shortened, unless the diff is wanted with its secrets, and so to be applied.
std::string shown_difference(const Invocation& invocation, const engine::Repair& repair);
/// The same of what is no single repair.
std::string shown_difference(const Invocation& invocation, const engine::Reading& before,
                             const engine::Reading& after);

/// The same of bytes of which nothing is known yet. Of what is no text nothing is shown but that, because
/// secrets could not be found in it.
std::string shown_difference(const Invocation& invocation, const std::string& path, std::string_view before,
                             std::string_view after);

}  // namespace certlift::cli
