#pragma once

#include <functional>
#include <string>
#include <vector>

namespace certlift::cli {

/// For CLI11: refuses what is not among the names, and offers the closest, or all if none is near.
std::function<std::string(const std::string&)> one_of(std::string thing, std::vector<std::string> names);

}  // namespace certlift::cli
