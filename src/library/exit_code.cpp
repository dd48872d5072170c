#include "library/exit_code.h"

#include <algorithm>

namespace certlift::library {
namespace {

int exit_code_of(const render::TargetReport& target, render::Command command) {
  if (target.error) return library::exit_code_of(target.error->code);
  const bool differs = command == render::Command::diff && target.changed;
  // What a plan leaves was said when it was made.
  if (command == render::Command::apply || command == render::Command::try_apply) return exit_code::done;
  return differs || std::ranges::any_of(target.outcomes, &engine::Outcome::is_left) ? exit_code::findings_left
                                                                                    : exit_code::done;
}

}  // namespace

int exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::wrong_usage:
      return exit_code::wrong_usage;
    case ErrorCode::not_found:
    case ErrorCode::unreadable:
    case ErrorCode::not_understood:
    case ErrorCode::unwritable:
      return exit_code::failed;
    case ErrorCode::changed:
    case ErrorCode::busy:
      return exit_code::changed;
    case ErrorCode::interrupted:
      return exit_code::interrupted;
    case ErrorCode::law_broken:
      break;
  }
  return exit_code::law_broken;
}

int exit_code_of(const render::Report& report) {
  int code = report.error ? exit_code_of(report.error->code) : exit_code::done;
  for (const render::TargetReport& target : report.targets)
    code = std::max(code, exit_code_of(target, report.command));
  return code;
}

}  // namespace certlift::library
