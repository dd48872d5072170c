#include "render/wrap.h"

#include <algorithm>
#include <utility>

namespace certlift::render {
namespace {

/// How much further in a line goes on: further than the lines below a finding begin.
std::size_t hanging(std::string_view line) {
  return line.starts_with(' ') ? 4 : 8;
}

/// Where the next word ends that begins at `from`; a command is one word.
std::size_t end_of_word(std::string_view line, std::size_t from) {
  constexpr std::string_view program = "certlift ";
  const bool is_program = line.substr(from).starts_with(program);
  const bool is_command = is_program && line.substr(0, from).ends_with(": ");
  return is_command ? line.size()
                    : std::min(line.find(' ', from + (is_program ? program.size() : 0)), line.size());
}

bool is_to_copy(std::string_view line, std::size_t indent) {
  line.remove_prefix(indent);
  return indent != 0 && (line.starts_with(to_do_label) || line.starts_with(then_label));
}

std::string wrapped_line(std::string_view line, std::size_t columns, std::size_t further_in) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  if (width_of(line) <= columns || is_to_copy(line, indent)) return std::string(line);
  std::string result(line.substr(0, indent));
  std::size_t used = indent;
  bool is_first = true;
  for (std::size_t from = indent; from < line.size();) {
    const std::size_t end = end_of_word(line, from);
    const std::string_view word = line.substr(from, end - from);
    const std::size_t width = width_of(word);
    if (is_first || used + 1 + width <= columns) {
      result += is_first ? "" : " ";
      used += width + (is_first ? 0 : 1);
    } else if (!word.empty()) {
      result.erase(result.find_last_not_of(' ') + 1);
      result += "\n" + std::string(indent + further_in, ' ');
      used = indent + further_in + width;
    }
    result += word;
    is_first = false;
    from = std::min(end + 1, line.size());
  }
  return result;
}

/// Takes the first line off the text, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Where the second of two columns begins: behind two blanks or more. 0: there is but one.
std::size_t second_column(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t gap = line.find("  ", indent);
  return gap == std::string_view::npos ? 0 : std::min(line.find_first_not_of(' ', gap), line.size());
}

/// Lines of a paragraph, taken together; `rest` begins with the second of them. What is indented, or stands
/// in columns, is none; the heading of a list ends one.
std::string paragraph_from(std::string_view line, std::string_view& rest) {
  const auto is_prose = [](std::string_view one) {
    return !one.empty() && !one.starts_with(' ') && !one.ends_with(':') && !one.starts_with("Usage: ") &&
           second_column(one) == 0;
  };
  std::string paragraph(line);
  while (is_prose(paragraph) && is_prose(rest.substr(0, rest.find('\n'))))
    paragraph.append(" ").append(take_line(rest));
  return paragraph;
}

bool is_item(std::string_view line) {
  return line.starts_with("- ");
}

/// A line that stays as it is.
bool is_set(std::string_view line) {
  return line.empty() || line.starts_with('#') || line.starts_with('|') || line.starts_with("    ");
}

class MarkdownSetter {
 public:
  explicit MarkdownSetter(std::size_t columns) : columns_(columns) {}

  void add(std::string_view line) {
    const bool is_fence = line.starts_with("```");
    if (is_fence || in_code_ || is_set(line)) {
      end_paragraph();
      result_.append(line).append("\n");
      in_code_ = in_code_ != is_fence;
      return;
    }
    if (is_item(line)) end_paragraph();
    if (!paragraph_.empty()) paragraph_ += ' ';
    paragraph_ += line.substr(std::min(line.find_first_not_of(' '), line.size()));
  }

  std::string end() {
    end_paragraph();
    return std::move(result_);
  }

 private:
  void end_paragraph() {
    if (!paragraph_.empty())
      result_ += wrapped_line(paragraph_, columns_, is_item(paragraph_) ? 2 : 0) + "\n";
    paragraph_.clear();
  }

  std::size_t columns_;
  std::string paragraph_, result_;
  bool in_code_ = false;
};

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b')
      i = std::min(text.find('m', i), text.size() - 1);
    else if (!continues_character(text[i]))
      ++width;
  }
  return width;
}

std::string wrapped(std::string_view text, std::size_t columns) {
  if (columns == 0) return std::string(text);
  std::string result;
  while (!text.empty()) {
    const bool has_end = text.find('\n') != std::string_view::npos;
    const std::string_view line = take_line(text);
    result += wrapped_line(line, columns, hanging(line)) + (has_end ? "\n" : "");
  }
  return result;
}

std::string wrapped_comments(std::string text, std::size_t columns) {
  constexpr std::string_view mark = "# ";
  if (columns <= mark.size()) return text;
  std::string result;
  std::string_view left = text;
  while (left.starts_with('#')) {
    const std::string_view line = take_line(left);
    if (!line.starts_with(mark)) {
      result.append(line).append("\n");
      continue;
    }
    std::string inner = wrapped_line(line.substr(mark.size()), columns - mark.size(), 4);
    for (std::string_view rest = inner; !rest.empty();)
      result.append(mark).append(take_line(rest)).append("\n");
  }
  return result.append(left);
}

std::string wrapped_help(std::string_view text, std::size_t columns) {
  if (columns == 0) return std::string(text);
  constexpr std::size_t narrow = 20;  // columns that what an option does has to have, to stand beside it
  std::string result;
  while (!text.empty()) {
    const std::string line = paragraph_from(take_line(text), text);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t second = second_column(line);
    const bool is_example = indent != 0 && std::string_view(line).substr(indent).starts_with("certlift ");
    const std::size_t further_in = second == 0 ? 0 : second + narrow <= columns ? second - indent : 4;
    result += (is_example ? line : wrapped_line(line, columns, further_in)) + "\n";
  }
  return result;
}

std::string set_markdown(std::string_view markdown, std::size_t columns) {
  if (columns == 0) return std::string(markdown);
  MarkdownSetter setter(columns);
  while (!markdown.empty()) setter.add(take_line(markdown));
  return setter.end();
}

}  // namespace certlift::render
