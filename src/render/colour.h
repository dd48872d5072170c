#pragma once

#include <string>
#include <string_view>

namespace certlift::render {

enum class Colour { none, red, green, yellow, cyan, bold };

/// Whether colours are shown.
enum class Colours { off, on };

/// The text in that colour, for a terminal.
std::string coloured(std::string_view text, Colour colour, Colours colours);

/// A unified diff with its lines in the usual colours.
std::string coloured_diff(std::string diff, Colours colours);

}  // namespace certlift::render
