#pragma once

#include "base/result.h"
#include "render/report.h"

namespace certlift::library {

/// What the program's exit code says, and `exit_code` in a report. With several targets the highest wins.
namespace exit_code {
inline constexpr int done = 0;           ///< nothing to do, or all done
inline constexpr int findings_left = 1;  ///< diff: or there is a difference
inline constexpr int wrong_usage = 2;
inline constexpr int failed = 3;         ///< could not be read, understood or written
inline constexpr int changed = 4;        ///< another process was at it
inline constexpr int law_broken = 5;     ///< one of our own checks failed
inline constexpr int interrupted = 130;  ///< as the shells have it: 128 + SIGINT
}  // namespace exit_code

int exit_code_of(ErrorCode code);
int exit_code_of(const render::Report& report);

}  // namespace certlift::library
