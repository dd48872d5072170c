#pragma once

#include <string>
#include <string_view>

namespace certlift::fuzz {

/// What a unified diff makes of `text`, hunk by hunk; ends the program where the two do not match.
std::string patched(std::string_view text, std::string_view diff);

}  // namespace certlift::fuzz
