#pragma once

#include <span>
#include <string>

namespace certlift::text {

/// The message without the capital that it begins with, for the middle of a sentence: "I/O" and "EOF" keep
/// theirs.
std::string uncapitalized(std::string message);

/// `a, b or c`
std::string alternatives(std::span<const std::string> names);

}  // namespace certlift::text
