#pragma once

#include <string>

namespace certlift::render {

/// A word of a command to copy, as the shells of Windows and Unix take it.
std::string shell_word(const std::string& word);

}  // namespace certlift::render
