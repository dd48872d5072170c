#include "render/report.h"

#include <algorithm>

namespace certlift::render {
namespace {

/// How many bytes the control character that `text` begins with has; 0 if it begins with another one. Those
/// from U+0080 to U+009F are two bytes of UTF-8.
std::size_t control_size(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x20 || byte == 0x7F) return 1;
  const bool is_c1 = byte == 0xC2 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xA0;
  return is_c1 ? 2 : 0;
}

std::string escape_of(char control) {
  if (control == '\n') return "\\n";
  if (control == '\r') return "\\r";
  if (control == '\t') return "\\t";
  return "\\x" + hexadecimal(control);
}

}  // namespace

std::string_view name_of(Command command) {
  switch (command) {
    case Command::check:
      return "check";
    case Command::diff:
      return "diff";
    case Command::fix:
      return "fix";
    case Command::plan:
      return "plan";
    case Command::apply:
    case Command::try_apply:
      break;
  }
  return "apply";
}

std::string_view name_of(engine::Severity severity) {
  switch (severity) {
    case engine::Severity::error:
      return "error";
    case engine::Severity::warning:
      return "warning";
    case engine::Severity::note:
      break;
  }
  return "note";
}

std::string_view name_of(engine::Ignored::By by) {
  return by == engine::Ignored::By::comment ? "comment" : "baseline";
}

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::wrong_usage:
      return "wrong_usage";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::unreadable:
      return "unreadable";
    case ErrorCode::not_understood:
      return "not_understood";
    case ErrorCode::unwritable:
      return "unwritable";
    case ErrorCode::changed:
      return "changed";
    case ErrorCode::busy:
      return "busy";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::law_broken:
      break;
  }
  return "law_broken";
}

std::string_view before_word(Command command) {
  return changes_targets(command) ? "Before" : "Now";
}

bool changes_targets(Command command) {
  return command == Command::fix || command == Command::apply;
}

bool stands(const engine::Outcome& outcome, Command command) {
  return !changes_targets(command) || !outcome.is_done();
}

void show_as_left(TargetReport& report) {
  for (auto* const outcomes : {&report.outcomes, &report.ignored})
    for (engine::Outcome& outcome : *outcomes)
      if (outcome.left) outcome.finding = outcome.left;
  report.text = nullptr;  // it is the old one
}

std::string facts_of(const TargetReport& target) {
  std::string text;
  if (target.facts)
    text += std::string(text::name_of(target.facts->encoding)) +
            (target.facts->bom == text::Bom::present ? " with byte order mark" : "");
  if (!target.sha256_before.empty()) text += "; SHA-256 " + target.sha256_before;
  if (target.sha256_after != target.sha256_before && !target.sha256_after.empty())
    text += "; after the fix " + target.sha256_after;
  if (!target.backup.empty()) text += "; backup " + target.backup;
  return text;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string full_message(const engine::Finding& finding, const engine::Selection& selection) {
  std::string text = finding.message;
  if (finding.refusal) text += ". Refused (" + finding.refusal->code + "): " + finding.refusal->message;
  if (!finding.fix) return text;
  text += ". Fix: " + finding.fix->title;
  for (const engine::Risk& risk : finding.fix->risks)
    if (!selection.accepts(risk)) text += ". Needs --accept " + risk.id + ": " + risk.message;
  return text;
}

std::string message_with_remedy(const engine::Finding& finding, const engine::Selection& selection) {
  const std::string text = full_message(finding, selection);
  return finding.remedy.empty() ? text : text + "\nTo do:\n" + finding.remedy;
}

std::string in_one_line(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const std::size_t size = control_size(text);
    if (size == 0)
      line += text.front();
    else
      line += escape_of(text[size - 1]);
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return line;
}

std::string because_of(const HunkReason& reason) {
  return reason.message +
         (reason.others == 0 ? "" : " (and " + counted(reason.others, "other finding") + " of this rule)");
}

std::string hexadecimal(char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return {digits[value / 16], digits[value % 16]};
}

std::string text_of(const Error& error) {
  std::string place = error.path;
  for (const std::size_t number : {error.line, error.column})
    if (number != 0) place.append(place.empty() ? "" : ":").append(std::to_string(number));
  return in_one_line(place.empty() ? error.message : place + ": " + error.message);
}

}  // namespace certlift::render
