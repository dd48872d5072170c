#include "render/shell_word.h"

#include "render/report.h"

#include <string_view>

namespace certlift::render {

/// Only the shells of Unix read more than `"` inside double quotes, and a path with backslashes is none of
/// theirs.
std::string shell_word(const std::string& word) {
  constexpr std::string_view special = " &()'\"$`;|<>*?#!~{}[]";
  if (word.find_first_of(special) == std::string::npos) return in_one_line(word);
  const bool is_plain = word.find_first_of("\"$`") == std::string::npos;
  if (is_plain || word.find('\\') != std::string::npos) return '"' + in_one_line(word) + '"';
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return in_one_line(text + "'");
}

}  // namespace certlift::render
