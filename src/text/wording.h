#pragma once

#include <string>

namespace certlift::text {

/// The message without the capital that it begins with, for the middle of a sentence: "I/O" and "EOF" keep
/// theirs.
std::string uncapitalized(std::string message);

}  // namespace certlift::text
