#include "render/report.h"

namespace certlift::render {

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

std::string_view name_of(ErrorCode code) {
  switch (code) {
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
    case ErrorCode::law_broken:
      break;
  }
  return "law_broken";
}

bool is_left(const engine::Outcome& outcome) {
  return outcome.finding.severity != engine::Severity::note && !outcome.applied;
}

bool mends(Command command) {
  return command == Command::fix || command == Command::apply;
}

bool stands(const engine::Outcome& outcome, Command command) {
  return !mends(command) || !outcome.applied;
}

std::string counted(std::size_t count, std::string_view noun) {
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

std::string text_of(const Error& error) {
  std::string place = error.path;
  for (const std::size_t number : {error.line, error.column})
    if (number != 0) place.append(place.empty() ? "" : ":").append(std::to_string(number));
  return place.empty() ? error.message : place + ": " + error.message;
}

}  // namespace certlift::render
