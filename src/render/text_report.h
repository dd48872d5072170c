#pragma once

#include "engine/select.h"
#include "render/colour.h"
#include "render/report.h"

#include <cstddef>
#include <string>

namespace certlift::render {

enum class Summary { shown, hidden };
/// Findings of one rule that say the same: printed once, with the other places, or each by itself.
enum class Repeats { once, each };

/// How a report for people is written.
struct TextStyle {
  Colours colours = Colours::off;
  Summary summary = Summary::shown;  ///< also what was done, and how to undo it
  Repeats repeats = Repeats::once;
  std::size_t columns = 0;  ///< of the terminal: below a finding its line is shown; 0: there is none
};

/// What people read: `FILE:LINE:COL: SEVERITY: MESSAGE [RULE]`, then indented the fix, what it needs or why
/// it is refused; then what was done, and a summary. With Command::diff only what the diff does not show:
/// the findings that would be left. Errors are not part of it.
std::string text_report(const Report& report, const engine::Selection& selection, const TextStyle& style);

}  // namespace certlift::render
