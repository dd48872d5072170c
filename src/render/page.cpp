#include "render/page.h"

#include <algorithm>
#include <cstddef>

namespace certlift::render {

Tone tone_of(engine::Severity severity) {
  switch (severity) {
    case engine::Severity::error:
      return Tone::error;
    case engine::Severity::warning:
      return Tone::warning;
    case engine::Severity::note:
      break;
  }
  return Tone::note;
}

std::string page_title(const std::string& command, const std::string& what, const std::string& host) {
  return "certlift " + command + ": " + what + (host.empty() ? "" : " on " + host);
}

std::vector<std::string> lines_of_text(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

}  // namespace certlift::render
