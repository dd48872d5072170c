#pragma once

#include "engine/select.h"
#include "render/report.h"

#include <string>

namespace certlift::render {

/// How much was found, what became of it and what is left, in one line. Empty: there is nothing to sum up.
std::string summary_line(const Report& report, const engine::Selection& selection);
/// The same, and below it the command that makes the fixes, or what to look at first.
std::string summary(const Report& report, const engine::Selection& selection);

/// The command that makes the page of one site of the target.
std::string command_for_site(const TargetReport& target, const std::string& site);

}  // namespace certlift::render
