#include "render/markdown.h"

#include "render/html.h"
#include "render/report.h"

#include <algorithm>
#include <cstddef>

namespace certlift::render {

const std::string_view markdown_mark = "<!-- certlift " CERTLIFT_VERSION " -->\n\n";

std::string markdown_text(std::string_view text) {
  std::string markdown;
  for (const char c : in_one_line(with_visible_marks(text.substr(0, text.find_last_not_of('\n') + 1)))) {
    if (std::string_view("\\`*_{}[]<>#|~&!").contains(c)) markdown += '\\';
    markdown += c;
  }
  return markdown;
}

std::string code_block(std::string_view language, std::string_view content) {
  std::size_t longest = 2, run = 0;
  for (const char c : content) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + with_visible_marks(content) +
         (content.ends_with('\n') ? "" : "\n") + fence + "\n\n";
}

}  // namespace certlift::render
