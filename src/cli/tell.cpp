#include "cli/tell.h"

#include "cli/deeds.h"
#include "cli/exit_code.h"
#include "engine/registry.h"
#include "render/github_report.h"
#include "render/json_report.h"
#include "render/junit_report.h"
#include "render/sarif_report.h"
#include "render/text_report.h"
#include "render/wrap.h"

#include <spdlog/spdlog.h>

#include <ostream>

namespace certlift::cli {
namespace {

void print(const Invocation& invocation, const render::Report& report, std::ostream& text) {
  std::ostream& out = invocation.world.out;
  const engine::Selection& selection = invocation.options.selection;
  switch (invocation.options.format) {
    case Format::text: {
      const bool is_quiet = invocation.options.verbosity == Verbosity::quiet;
      const render::TextStyle style{
          invocation.colours(), is_quiet ? render::Summary::hidden : render::Summary::shown,
          invocation.options.verbosity == Verbosity::verbose ? render::Repeats::each : render::Repeats::once};
      const World& world = invocation.world;
      text << render::wrapped(render::text_report(report, selection, style),
                              &text == &world.out ? world.out_columns : world.err_columns);
      break;
    }
    case Format::json:
      out << render::json_report(report);
      break;
    case Format::sarif:
      out << render::sarif_report(
          report, engine::registry(), selection,
          invocation.options.show_secrets ? render::Secrets::shown : render::Secrets::masked);
      break;
    case Format::github:
      out << render::github_report(report, selection);
      break;
    case Format::junit:
      out << render::junit_report(report, engine::registry(), selection);
      break;
  }
}

/// An error of a command that may change its targets says whether it did.
void log_error(const Invocation& invocation, const Error& error, const std::string& path, Targets targets) {
  const bool may_change = invocation.deeds.may_change() && !invocation.options.dry_run;
  invocation.log.error("{}{}", render::text_of(error),
                       may_change ? render::in_one_line(ending_of(error, path, targets)) : "");
}

}  // namespace

int tell(const Invocation& invocation, render::Report& report, std::ostream& text) {
  report.exit_code = exit_code_of(report);
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
