#include "cli/commands/logs.h"

#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/log_files.h"
#include "cli/parallel.h"
#include "cli/report_file.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "diagnosis/log_tie.h"
#include "iis/location.h"
#include "logs/gzip_source.h"
#include "logs/request_reader.h"
#include "render/logs_page.h"
#include "render/logs_report.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>
#include <tuple>
#include <utility>

namespace certlift::cli {
namespace {

struct LogsOptions {
  std::vector<std::string> logs = {};
  logs::LogTime since = 0, until = 0;
};

/// The configuration that --config names, read.
struct KnownConfig {
  std::shared_ptr<engine::Reading> reading;
  diagnosis::ApplicationIndex applications;
};

/// What is counted in one file.
struct CountedLog {
  render::LogReport report = {};
  logs::RequestCounts counts = {};
};

/// "u_ex261103.log", "httperr1.log", also "….log.gz".
bool is_request_log_name(std::string_view name) {
  const std::string upper = iis::upper_case(name);
  return upper.ends_with(".LOG") || upper.ends_with(".LOG.GZ");
}

/// Logs of a site are in a folder that has its number: W3SVC1.
unsigned site_of_folder(const std::string& path) {
  return logs::site_of_service_name(disk::file_name_of(disk::directory_of(path)));
}

CountedLog count(const Invocation& invocation, const LogFile& file, logs::RequestQuestion question) {
  CountedLog counted{.report = {.path = file.path}};
  const auto fail = [&](Error error) {
    error.path = file.path;
    counted.report.error = std::move(error);
    return counted;
  };
  auto source = open_log(invocation, file);
  if (!source) return fail(source.error());
  question.site = site_of_folder(file.path);
  auto counts =
      with_memory([&] { return logs::count_requests(logs::unpacked(*std::move(source)), question); },
                  []() -> Result<logs::RequestCounts> {
                    return std::unexpected(Error{ErrorCode::unreadable, not_enough_memory});
                  });
  if (!counts) return fail(counts.error());
  counted.report.lines = counts->lines;
  counted.report.unreadable = counts->unreadable;
  counted.report.is_cut = counts->is_cut;
  counted.counts = *std::move(counts);
  return counted;
}

/// Errors carry the path.
Result<KnownConfig> read_config(const Invocation& invocation, std::string& name) {
  const auto target = find_one_target(invocation);
  if (!target) return std::unexpected(target.error());
  name = target->path;
  auto reading = read(invocation, *target);
  if (!reading) return std::unexpected(reading.error());
  diagnosis::ApplicationIndex applications((*reading)->config);
  return KnownConfig{*std::move(reading), std::move(applications)};
}

void add_groups(const logs::RequestCounts& counts, const KnownConfig* config, render::LogsReport& report) {
  for (const auto& [key, counted] : counts.groups) {
    render::AnswerGroup group{.key = key, .counted = counted, .is_suspicious = diagnosis::is_suspicious(key)};
    group.meaning = diagnosis::meaning_of_reason(key.reason);
    if (config != nullptr) {
      group.site = config->applications.site_name(key.site);
      if (const auto* known = config->applications.at(key.application)) group.application = known->path;
      const auto* cause = diagnosis::explanation_of(*config->reading, config->applications, key);
      if (cause != nullptr && counted.failures() > 0) group.cause = *cause;
    }
    report.groups.push_back(std::move(group));
  }
  // By place, and there faults first, then the most frequent.
  std::ranges::stable_sort(report.groups, {}, [](const render::AnswerGroup& group) {
    return std::tuple(group.key.site, group.key.application, !group.is_fault(), ~group.counted.count);
  });
}

/// Logs the errors, and returns the exit code.
int exit_code_for(const Invocation& invocation, const render::LogsReport& report) {
  int code = report.error ? tell(invocation, *report.error) : exit_code::done;
  for (const render::LogReport& file : report.files)
    if (file.error) code = std::max(code, tell(invocation, *file.error));
  if (std::ranges::any_of(report.groups, &render::AnswerGroup::is_fault))
    code = std::max<int>(code, exit_code::findings_left);
  return code;
}

void print_logs(const Invocation& invocation, const render::LogsReport& report) {
  if (invocation.options.format == Format::json) {
    invocation.world.out << render::logs_json(report);
    return;
  }
  const bool is_verbose = invocation.options.verbosity == Verbosity::verbose;
  const render::Codes codes = is_verbose ? render::Codes::all : render::Codes::telling;
  if (is_illustrated(invocation.options.format)) {
    print(invocation, render::logs_page(report, codes));
    return;
  }
  constexpr std::size_t usual = 80;
  const std::size_t columns = invocation.world.out_columns;
  invocation.world.out << render::wrapped(render::logs_text(report, invocation.colours(), codes),
                                          columns == 0 ? usual : columns);
}

Result<int> run_logs(const Invocation& invocation, const LogsOptions& options) {
  render::LogsReport report{
      .host = invocation.world.environment.host, .since = options.since, .until = options.until};
  std::optional<KnownConfig> config;
  if (!invocation.options.targets.empty()) {
    auto known = read_config(invocation, report.config);
    if (!known && known.error().code == ErrorCode::wrong_usage) return std::unexpected(known.error());
    if (known)
      config = *std::move(known);
    else
      report.error = known.error();
  }
  logs::RequestQuestion question{.since = options.since, .until = options.until};
  if (config)
    question.application_of = [&applications = config->applications](unsigned site, std::string_view path) {
      return applications.find(site, path);
    };
  const auto files =
      find_log_files(invocation, options.logs, is_request_log_name, "request log (*.log, *.log.gz)");
  const auto counted = [&] {
    const Progress::Task task(invocation.progress, Unit::bytes, size_of(files));
    return in_parallel(files, jobs_of(invocation),
                       [&](const LogFile& file) { return count(invocation, file, question); });
  }();
  logs::RequestCounts all;
  for (const CountedLog& log : counted) {
    all.add(log.counts);
    report.files.push_back(log.report);
  }
  report.lines = all.lines;
  report.left_out = all.left_out;
  report.lacks_sub_status = all.lacks_sub_status;
  add_groups(all, config ? &*config : nullptr, report);
  const int code = exit_code_for(invocation, report);
  report.exit_code = code;
  print_logs(invocation, render::masked(std::move(report)));
  return code;
}

void add_moment(CLI::App& command, const std::string& name, logs::LogTime& moment,
                const std::string& meaning) {
  const auto set = [&moment, name](const std::string& text) {
    const auto read = logs::read_moment(text);
    if (!read)
      throw CLI::ValidationError(
          name, "expects a time in UTC such as 2026-11-03 or 2026-11-03T07:12:44Z, not \"" + text + "\"");
    moment = *read;
  };
  command.add_option_function<std::string>(name, set, meaning)->option_text("TIME")->group(looked_at_group);
}

}  // namespace

Run declare_logs(CLI::App& command, Options& options) {
  const auto own = std::make_shared<LogsOptions>();
  add_logs(command, own->logs,
           "a log in W3C format or of HTTP.sys (HTTPERR), also packed (.gz), a directory (searched for\n"
           "*.log and *.log.gz), or - for standard input");
  add_config(command, options);
  add_moment(command, "--since", own->since, "only requests from this time on (UTC, as in the logs)");
  add_moment(command, "--until", own->until, "only requests before this time (UTC)");
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_page_format(command, options);
  add_report_file(command, options);
  add_jobs(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "Counts which applications answer which codes, since when, to how many clients, and how many of these\n"
      "got in afterwards; with --config also which finding explains it. 401.2 and 401.1 of a handshake that\n"
      "succeeds right after are normal, and are told apart. Queries, cookies and user names are never "
      "shown.\n"
      "Examples:\n"
      "  certlift logs C:\\inetpub\\logs\\LogFiles --config applicationHost.config\n"
      "  certlift logs u_ex261103.log u_ex261104.log.gz\n"
      "  certlift logs W3SVC1 --since 2026-11-03 --until 2026-11-04T06:00:00Z\n"
      "  certlift logs C:\\Windows\\System32\\LogFiles\\HTTPERR");
  return [own](const Invocation& invocation) { return run_logs(invocation, *own); };
}

}  // namespace certlift::cli
