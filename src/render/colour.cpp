#include "render/colour.h"

#include "text/diff.h"

namespace certlift::render {
namespace {

std::string_view code_of(Colour colour) {
  switch (colour) {
    case Colour::red:
      return "31";
    case Colour::green:
      return "32";
    case Colour::yellow:
      return "33";
    case Colour::cyan:
      return "36";
    case Colour::bold:
      return "1";
    case Colour::none:
      break;
  }
  return "0";
}

Colour colour_of_line(std::string_view line) {
  if (line.starts_with("--- ") || line.starts_with("+++ ")) return Colour::bold;
  if (line.starts_with("@@")) return Colour::cyan;
  if (line.starts_with("-")) return Colour::red;
  if (line.starts_with("+")) return Colour::green;
  return line.starts_with("#") ? Colour::yellow : Colour::none;
}

}  // namespace

std::string coloured(std::string_view text, Colour colour, Colours colours) {
  if (colours == Colours::off || colour == Colour::none) return std::string(text);
  return "\x1b[" + std::string(code_of(colour)) + "m" + std::string(text) + "\x1b[0m";
}

std::string coloured_diff(std::string diff, Colours colours) {
  if (colours == Colours::off) return diff;
  std::string result;
  for (const std::string_view line : text::split_lines(diff)) {
    const std::size_t end = line.find_last_not_of("\r\n") + 1;
    result += coloured(line.substr(0, end), colour_of_line(line), colours);
    result += line.substr(end);
  }
  return result;
}

}  // namespace certlift::render
