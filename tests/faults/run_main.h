#pragma once

#include <string>
#include <vector>

namespace certlift::faults {

/// What each program of this folder does with its arguments; returns its exit code.
int run_main(const std::vector<std::string>& arguments);

}  // namespace certlift::faults
