#include "cli/commands/freb.h"

#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/log_files.h"
#include "cli/parallel.h"
#include "cli/report_file.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "iis/location.h"
#include "logs/trace_reader.h"
#include "render/freb_page.h"
#include "render/freb_report.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>

#include <algorithm>
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
  render::TraceReport report{.path = file.path};
  const auto fail = [&](Error error) {
    error.path = file.path;
    report.error = std::move(error);
    return report;
  };
  const auto source = open_log(invocation, file);
  if (!source) return fail(source.error());
  auto trace = with_memory([&] { return logs::read_trace(*source); },
                           []() -> Result<logs::Trace> {
                             return std::unexpected(Error{ErrorCode::unreadable, not_enough_memory});
                           });
  if (!trace) return fail(trace.error());
  report.judgement = logs::judge(*trace);
  report.trace = *std::move(trace);
  return report;
}

/// Ties the logs to the configuration that --config names. Errors carry the path.
Result<void> tie_to_config(const Invocation& invocation, render::FrebReport& report) {
  const auto target = find_one_target(invocation);
  if (!target) return std::unexpected(target.error());
  report.config = target->path;
  const auto reading = read(invocation, *target);
  if (!reading) return std::unexpected(reading.error());
  if ((*reading)->config.role() == iis::FileRole::web_config)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is a web.config; name the server's applicationHost.config",
                                 target->path});
  for (render::TraceReport& log : report.logs)
    if (!log.error) log.tie = diagnosis::tie(**reading, log.trace, log.judgement);
  return {};
}

/// Logs the errors, and returns the exit code.
int exit_code_for(const Invocation& invocation, const render::FrebReport& report) {
  int code = report.error ? tell(invocation, *report.error) : exit_code::done;
  for (const render::TraceReport& log : report.logs) {
    if (log.error) code = std::max(code, tell(invocation, *log.error));
    if (log.is_fault()) code = std::max<int>(code, exit_code::findings_left);
  }
  return code;
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
  report.exit_code = exit_code_for(invocation, report);
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
