#include "render/azure_report.h"

#include <string_view>

namespace certlift::render {
namespace {

/// What would end a message, or a property of the command, as Azure Pipelines reads it back.
std::string azure_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '%')
      result += "%AZP25";
    else if (c == '\r' || c == '\n' || c == ';' || c == ']')
      result += "%" + hexadecimal(c);
    else
      result += c;
  }
  return result;
}

std::string azure_issue(std::string_view type, std::string_view path, text::Position position,
                        std::string_view code, std::string_view message) {
  std::string text = "##vso[task.logissue type=" + std::string(type) + ";sourcepath=" + azure_escaped(path);
  if (position.line != 0) text += ";linenumber=" + std::to_string(position.line);
  if (position.column != 0) text += ";columnnumber=" + std::to_string(position.column);
  return text + ";code=" + azure_escaped(code) + "]" + azure_escaped(message) + "\n";
}

}  // namespace

std::string azure_report(const Report& report, const engine::Selection& selection) {
  std::string text;
  for (const TargetReport& target : report.targets) {
    for (const engine::Outcome& outcome : target.outcomes) {
      const engine::Finding& finding = *outcome.finding;
      if (stands(outcome, report.command) && finding.severity != engine::Severity::note)
        text += azure_issue(name_of(finding.severity), target.path, finding.position, finding.rule,
                            message_with_remedy(finding, selection));
    }
    if (const auto& error = target.error)
      text += azure_issue("error", target.path, {error->line, error->column}, "certlift", error->message);
  }
  return text;
}

}  // namespace certlift::render
