#include "cli/tell.h"

#include "cli/deeds.h"
#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/known_findings.h"
#include "render/wrap.h"

#include <spdlog/spdlog.h>

#include <ostream>

namespace certlift::cli {
namespace {

/// An error of a command that may change its targets says whether it did.
void log_error(const Invocation& invocation, const Error& error, const std::string& path, Targets targets) {
  const bool may_change = invocation.deeds.may_change() && !invocation.options.dry_run;
  invocation.log.error("{}{}", render::text_of(error),
                       may_change ? render::in_one_line(ending_of(error, path, targets)) : "");
}

}  // namespace

int tell(const Invocation& invocation, render::Report& report, std::ostream& text) {
  report.exit_code = exit_code_of(report);
  if (invocation.options.exit_zero && report.exit_code == exit_code::findings_left)
    report.exit_code = exit_code::done;
  report.baseline = baseline_use(invocation, report);
  if (invocation.world.environment.interruption->is_requested()) report.exit_code = exit_code::interrupted;
  if (report.error) log_error(invocation, *report.error, report.error->path, Targets::one);
  for (const render::TargetReport& target : report.targets)
    if (target.error)
      log_error(invocation, *target.error, target.path,
                report.targets.size() == 1 ? Targets::one : Targets::several);
  print(invocation, report, text);
  return report.exit_code;
}

int tell(const Invocation& invocation, const Error& error) {
  log_error(invocation, error, error.path, Targets::one);
  return exit_code_of(error.code);
}

void tell_notes(const Invocation& invocation, const std::string& path, std::span<const std::string> notes) {
  for (const std::string& note : notes)
    invocation.log.info("{}: {}", render::in_one_line(path), render::in_one_line(note));
}

}  // namespace certlift::cli
