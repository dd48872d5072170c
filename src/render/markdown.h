#pragma once

#include <string>
#include <string_view>

namespace certlift::render {

/// The text as it stands, whatever Markdown or HTML its characters would be.
std::string markdown_text(std::string_view text);

/// A block of lines as they stand, between fences that are longer than any in it.
std::string code_block(std::string_view language, std::string_view content);

/// What each Markdown document of certlift begins with; it is not shown, and tells what made it.
extern const std::string_view markdown_mark;

}  // namespace certlift::render
