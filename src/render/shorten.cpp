#include "render/shorten.h"

#include "render/wrap.h"

#include <algorithm>

namespace certlift::render {
namespace {

constexpr std::size_t longest_value = 60;  ///< in bytes; certificates are longer
constexpr std::string_view white_space = " \t\r\n";

std::size_t after_blanks(std::string_view text, std::size_t from) {
  return std::min(text.find_first_not_of(white_space, from), text.size());
}

/// Where the value of the attribute begins whose name ends at `end`; npos if there is none.
std::size_t value_after(std::string_view line, std::size_t end) {
  const std::size_t sign = after_blanks(line, end);
  if (sign == line.size() || line[sign] != '=') return std::string_view::npos;
  const std::size_t quote = after_blanks(line, sign + 1);
  const bool is_quote = quote < line.size() && (line[quote] == '"' || line[quote] == '\'');
  return is_quote ? quote + 1 : std::string_view::npos;
}

}  // namespace

std::string shortened(std::string_view value) {
  if (value.size() <= longest_value) return std::string(value);
  std::size_t end = longest_value - 3;
  while (end > 0 && continues_character(value[end])) --end;
  return std::string(value.substr(0, end)) + "...";
}

std::string shortened_path(std::string_view path, std::size_t columns) {
  constexpr std::string_view left_out = "...";
  if (width_of(path) <= columns) return std::string(path);
  const std::size_t separator = path.find_last_of("/\\");
  const std::string_view name = path.substr(separator == std::string_view::npos ? 0 : separator);
  const std::size_t taken = width_of(name) + left_out.size();
  std::size_t end = 0;
  for (std::size_t width = 0; end < path.size() - name.size(); ++end)
    if (!continues_character(path[end]) && width++ + taken >= columns) break;
  return std::string(path.substr(0, end)).append(left_out).append(name);
}

std::string with_short_certificates(std::string_view line) {
  constexpr std::string_view name = "certificate";
  std::string text;
  std::size_t done = 0;
  for (std::size_t at = line.find(name); at != std::string_view::npos; at = line.find(name, at)) {
    const std::size_t begin = value_after(line, at + name.size());
    const bool is_attribute = begin != std::string_view::npos && at > 0 && white_space.contains(line[at - 1]);
    at += name.size();
    if (!is_attribute) continue;
    const std::string ends{line[begin - 1], '\r', '\n'};
    const std::size_t end = std::min(line.find_first_of(ends, begin), line.size());
    text += line.substr(done, begin - done);
    text += shortened(line.substr(begin, end - begin));
    at = done = end;
  }
  return text + std::string(line.substr(done));
}

}  // namespace certlift::render
