#include "cli/commands/freb.h"

#include "cli/formats.h"
#include "cli/log_files.h"
#include "cli/parallel.h"
#include "cli/report_file.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "iis/location.h"
#include "library/trace_report.h"
#include "render/freb_page.h"
#include "render/freb_report.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct FrebOptions {
  std::vector<std::string> logs = {};
};

constexpr std::size_t columns_of_text = 80;

/// "fr000001.xml", whatever follows the number.
bool is_trace_name(std::string_view name) {
  const std::string upper = iis::upper_case(name);
  return upper.starts_with("FR") && upper.ends_with(".XML");
}

render::TraceReport read_log(const Invocation& invocation, const LogFile& file) {
  const auto source = open_log(invocation, file);
  if (source) return library::trace_report(file.path, *source);
  render::TraceReport report{.path = file.path, .error = source.error()};
  report.error->path = file.path;
  return report;
}

/// Ties the logs to the configuration that --config names. Errors carry the path.
Result<void> tie_to_config(const Invocation& invocation, render::FrebReport& report) {
  const auto target = find_one_target(invocation);
  if (!target) return std::unexpected(target.error());
  report.config = target->path;
  const auto reading = read(invocation, *target);
  if (!reading) return std::unexpected(reading.error());
  return library::tie(report, **reading);
}

void log_errors(const Invocation& invocation, const render::FrebReport& report) {
  if (report.error) tell(invocation, *report.error);
  for (const render::TraceReport& log : report.logs)
    if (log.error) tell(invocation, *log.error);
}

Result<int> run_freb(const Invocation& invocation, const FrebOptions& options) {
  const auto files = find_log_files(invocation, options.logs, is_trace_name, "trace log (fr*.xml)");
  render::FrebReport report{.host = invocation.world.environment.host};
  {
    const Progress::Task task(invocation.progress, Unit::bytes, size_of(files));
    report.logs = in_parallel(files, jobs_of(invocation),
                              [&](const LogFile& file) { return read_log(invocation, file); });
  }
  if (!invocation.options.targets.empty())
    if (auto tied = tie_to_config(invocation, report); !tied) {
      if (tied.error().code == ErrorCode::wrong_usage) return std::unexpected(tied.error());
      report.error = tied.error();
    }
  log_errors(invocation, report);
  report.exit_code = library::exit_code_of(report);
  report = render::masked(std::move(report));
  if (invocation.options.format == Format::json) {
    invocation.world.out << render::freb_json(report);
    return report.exit_code;
  }
  if (is_illustrated(invocation.options.format)) {
    print(invocation, render::freb_page(report));
    return report.exit_code;
  }
  const bool is_verbose = invocation.options.verbosity == Verbosity::verbose;
  const std::size_t columns = invocation.world.out_columns;
  invocation.world.out << render::wrapped(
      render::freb_text(report, invocation.colours(),
                        is_verbose ? render::Listing::stories : render::Listing::lines),
      columns == 0 ? columns_of_text : columns);
  return report.exit_code;
}

}  // namespace

Run declare_freb(CLI::App& command, Options& options) {
  const auto own = std::make_shared<FrebOptions>();
  add_logs(command, own->logs,
           "a log of Failed Request Tracing, a directory (searched for fr*.xml), or - for standard input");
  add_config(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_page_format(command, options);
  add_report_file(command, options);
  add_jobs(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "Says of each log whether a module set the user, and which, or why none did, and with --config which\n"
      "line of the configuration is the reason. Headers, cookies, tokens and bodies are never shown.\n"
      "Examples:\n"
      "  certlift freb fr000001.xml\n"
      "  certlift freb fr000001.xml --config applicationHost.config\n"
      "  certlift freb C:\\inetpub\\logs\\FailedReqLogFiles --config applicationHost.config\n"
      "  certlift freb -v --format json W3SVC1");
  return [own](const Invocation& invocation) { return run_freb(invocation, *own); };
}

}  // namespace certlift::cli
