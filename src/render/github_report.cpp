#include "render/github_report.h"

namespace certlift::render {
namespace {

/// What would end a message, or with `in_property` a property, is written in hexadecimal digits.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos)
      result += c;
    else
      result += "%" + hexadecimal(c);
  }
  return result;
}

std::string command(std::string_view level, std::string_view path, text::Position position,
                    std::string_view title, std::string_view message) {
  constexpr std::string_view in_message = "%\r\n", in_property = "%\r\n:,";
  std::string text = "::" + std::string(level) + " file=" + escaped(path, in_property);
  if (position.line != 0) text += ",line=" + std::to_string(position.line);
  if (position.column != 0) text += ",col=" + std::to_string(position.column);
  return text + ",title=" + escaped(title, in_property) + "::" + escaped(message, in_message) + "\n";
}

std::string_view level_of(engine::Severity severity) {
  return severity == engine::Severity::note ? "notice" : name_of(severity);
}

}  // namespace

std::string github_report(const Report& report, const engine::Selection& selection) {
  std::string text;
  for (const TargetReport& target : report.targets) {
    for (const engine::Outcome& outcome : target.outcomes)
      if (stands(outcome, report.command))
        text += command(level_of(outcome.finding->severity), target.path, outcome.finding->position,
                        outcome.finding->rule, message_with_remedy(*outcome.finding, selection));
    if (const auto& error = target.error)
      text += command("error", target.path, {error->line, error->column}, "certlift", error->message);
  }
  return text;
}

}  // namespace certlift::render
