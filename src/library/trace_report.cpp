#include "library/trace_report.h"

#include "base/memory.h"
#include "library/exit_code.h"
#include "logs/trace_reader.h"

#include <algorithm>
#include <utility>

namespace certlift::library {

render::TraceReport trace_report(const std::string& path, const logs::ByteSource& source) {
  render::TraceReport report{.path = path};
  auto trace = with_memory([&] { return logs::read_trace(source); },
                           []() -> Result<logs::Trace> {
                             return std::unexpected(Error{ErrorCode::unreadable, not_enough_memory});
                           });
  if (!trace) {
    report.error = std::move(trace.error());
    report.error->path = path;
    return report;
  }
  report.judgement = logs::judge(*trace);
  report.trace = *std::move(trace);
  return report;
}

Result<void> tie(render::FrebReport& report, const engine::Reading& reading) {
  if (reading.config.role() == iis::FileRole::web_config)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is a web.config; name the server's applicationHost.config",
                                 reading.document.path()});
  for (render::TraceReport& log : report.logs)
    if (!log.error) log.tie = diagnosis::tie(reading, log.trace, log.judgement);
  return {};
}

int exit_code_of(const render::FrebReport& report) {
  int code = report.error ? exit_code_of(report.error->code) : exit_code::done;
  for (const render::TraceReport& log : report.logs) {
    if (log.error) code = std::max(code, exit_code_of(log.error->code));
    if (log.is_fault()) code = std::max<int>(code, exit_code::findings_left);
  }
  return code;
}

}  // namespace certlift::library
