#include "cli/tell.h"

#include "cli/exit_code.h"
#include "render/json_report.h"
#include "render/text_report.h"

#include <spdlog/spdlog.h>

#include <ostream>

namespace certlift::cli {
namespace {

void print(const Invocation& invocation, const render::Report& report, std::ostream& text) {
  switch (invocation.options.format) {
    case Format::text: {
      const bool is_quiet = invocation.options.verbosity == Verbosity::quiet;
      const render::TextStyle style{invocation.colours(),
                                    is_quiet ? render::Summary::hidden : render::Summary::shown};
      text << render::text_report(report, invocation.options.selection, style);
      break;
    }
    case Format::json:
      invocation.world.out << render::json_report(report);
      break;
    case Format::sarif:
    case Format::github:
    case Format::junit:
      break;
  }
}

}  // namespace

int tell(const Invocation& invocation, render::Report& report, std::ostream& text) {
  report.exit_code = exit_code_of(report);
  for (const render::TargetReport& target : report.targets)
    if (target.error) tell(invocation, *target.error);
  print(invocation, report, text);
  return report.exit_code;
}

int tell(const Invocation& invocation, const Error& error) {
  invocation.log.error("{}", render::text_of(error));
  return exit_code_of(error.code);
}

}  // namespace certlift::cli
