#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certlift::render {

/// What stands in front of a command to copy, and of one that is to be run after it, on a line of its own.
inline constexpr std::string_view to_do_label = "to do: ";
inline constexpr std::string_view then_label = "then:  ";

/// Whether the byte is not the first of its character.
constexpr bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// How many columns of a terminal a text in one line takes: a character one, a colour none.
std::size_t width_of(std::string_view text);

/// The text with its lines broken between words, so that each fits into that many columns; what goes on
/// stands further in than the lines that may follow. A command to copy (behind `: certlift`) is never broken,
/// nor is a word, `certlift COMMAND`, nor an indented line that begins with one of the labels. 0 columns: as
/// it is.
std::string wrapped(std::string_view text, std::size_t columns);

/// The same of comments in a diff: each line that begins with `# ` goes on in lines that do, up to the first
/// line that does not begin so. 0 columns: as it is.
std::string wrapped_comments(std::string text, std::size_t columns);

/// A help text: paragraphs are set anew, and what stands in two columns (an option and what it does) goes on
/// in the second. Examples (indented, `certlift ...`) stay as they are. 0 columns: as it is.
std::string wrapped_help(std::string_view text, std::size_t columns);

/// Markdown with its paragraphs and list items set anew for that many columns; headings, tables and code stay
/// as they are. 0 columns: all of it.
std::string set_markdown(std::string_view markdown, std::size_t columns);

}  // namespace certlift::render
