#pragma once

#include <string>
#include <string_view>

/// HTML pages that ask nobody for anything.
namespace certlift::render {

/// The text for an element or an attribute in quotes: what HTML takes for its own is escaped, and characters
/// that command a terminal or turn the direction of writing are shown by their numbers.
std::string html_text(std::string_view text);

/// An element with a class, if `style` is not empty. `content`: HTML.
std::string html_element(std::string_view name, std::string_view style, std::string_view content);

/// A command to copy. `words`: text.
std::string html_command(std::string_view words);

/// Markdown as certlift's own pages use it: headings, paragraphs, lists, tables and code as they stand.
std::string html_of_markdown(std::string_view markdown);

/// Marks that turn the direction of writing, and other invisible characters, by their numbers: `\u202e`.
std::string with_visible_marks(std::string_view text);

enum class Folds { some, none };
/// What helps to find something on a long page; it is shown only where scripts may run.
std::string html_tools(Folds folds);

/// A page in one file. Its Content-Security-Policy forbids every request, and knows its own style and script
/// by their hashes alone. `body`: HTML.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace certlift::render
