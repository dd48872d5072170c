#include "cli/commands/report.h"

#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/log_files.h"
#include "cli/max_size.h"
#include "cli/report_file.h"
#include "cli/tell.h"
#include "iis/location.h"
#include "render/hosts_page.h"
#include "render/hosts_report.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <istream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct ReportOptions {
  std::vector<std::string> reports = {};
  std::string hosts = {};  ///< a file with their names; empty: none
};

bool is_json_name(std::string_view name) {
  return iis::upper_case(name).ends_with(".JSON");
}

Result<std::string> read_json(const Invocation& invocation, const LogFile& file) {
  if (file.error) return std::unexpected(*file.error);
  if (file.is_standard_input)
    return std::string(std::istreambuf_iterator<char>(invocation.world.in), std::istreambuf_iterator<char>());
  auto content = invocation.world.files.read(file.path);
  if (!content) {
    content.error().path = file.path;
    return std::unexpected(content.error());
  }
  return std::move(content->bytes);
}

/// The name of a host on a line; empty: there is none.
std::string_view name_on(std::string_view line) {
  constexpr std::string_view blank = " \t\r";
  line = line.substr(0, line.find('#'));
  const std::size_t begin = line.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(blank) + 1 - begin);
}

/// The names in the list that --hosts names.
Result<std::vector<std::string>> expected_hosts(const Invocation& invocation, const std::string& list) {
  if (list.empty()) return std::vector<std::string>();
  const auto content = invocation.world.files.read(list);
  if (!content) {
    Error error = content.error();
    error.path = list;
    return std::unexpected(std::move(error));
  }
  std::vector<std::string> names;
  for (std::string_view rest = content->bytes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const std::string_view name = name_on(rest.substr(0, end)); !name.empty()) names.emplace_back(name);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

/// The file that -o names: a report over the reports is none of them, even if it stands among them.
std::string identity_of_output(const Invocation& invocation) {
  const auto info = goes_to_file(invocation.options) ? invocation.world.files.info(invocation.options.output)
                                                     : Result<disk::FileInfo>(disk::FileInfo{});
  return info ? info->identity : std::string();
}

/// Reads all of them; what is none goes to the errors.
std::vector<render::HostReport> read_reports(const Invocation& invocation, const ReportOptions& options,
                                             std::vector<Error>& errors) {
  std::vector<render::HostReport> reports;
  const std::string output = identity_of_output(invocation);
  for (const LogFile& file : find_log_files(invocation, options.reports, is_json_name, "report (*.json)")) {
    const auto info = invocation.world.files.info(file.path);
    if (!output.empty() && info && info->identity == output) continue;
    const auto bytes = read_json(invocation, file);
    auto read = bytes ? render::read_host_reports(*bytes, file.path)
                      : Result<render::ReadHostReports>(std::unexpected(bytes.error()));
    if (!read) {
      errors.push_back(read.error());
      continue;
    }
    std::ranges::move(read->reports, std::back_inserter(reports));
    if (!read->other_command.empty())
      invocation.log.info("{}: passed over, for it is of certlift {}", render::in_one_line(file.path),
                          render::in_one_line(read->other_command));
  }
  return reports;
}

int exit_code_for(const Invocation& invocation, const render::HostsReport& report) {
  int code = exit_code::done;
  for (const render::HostRow& row : report.hosts)
    if (is_left(row.state)) code = exit_code::findings_left;
  for (const Error& error : report.errors) code = std::max(code, tell(invocation, error));
  return code;
}

void print_hosts(const Invocation& invocation, const render::HostsReport& report) {
  const Format format = invocation.options.format;
  if (is_illustrated(format))
    print(invocation, render::hosts_page(report));
  else if (format == Format::json)
    invocation.world.out << render::hosts_json(report);
  else
    invocation.world.out << render::wrapped(render::hosts_text(report), invocation.world.out_columns);
}

Result<int> run_report(const Invocation& invocation, const ReportOptions& options) {
  const auto expected = expected_hosts(invocation, options.hosts);
  if (!expected) return std::unexpected(expected.error());
  std::vector<Error> errors;
  const auto reports = read_reports(invocation, options, errors);
  render::HostsReport report = render::hosts_report(reports, *expected);
  report.host = invocation.world.environment.host;
  report.errors = std::move(errors);
  report.exit_code = exit_code_for(invocation, report);
  print_hosts(invocation, report);
  return report.exit_code;
}

}  // namespace

Run declare_report(CLI::App& command, Options& options) {
  const auto own = std::make_shared<ReportOptions>();
  command
      .add_option(
          "REPORT", own->reports,
          "what check, diff, fix or apply printed with --format json, of one host each, or report.json\n"
          "of a rollout; a directory (searched for *.json), or - for standard input")
      ->option_text("...")
      ->required();
  command
      .add_option("--hosts", own->hosts,
                  "a file with the name of a host on each line (# begins a comment): hosts that sent no\n"
                  "report are shown as missing")
      ->option_text("LIST")
      ->group(looked_at_group);
  add_page_format(command, options);
  add_report_file(command, options);
  add_max_size(command, options);
  add_verbosity(command, options);
  command.footer(
      "Puts the reports of many hosts together: how each stands, what needs a person first; how often each\n"
      "rule has found something; and equal findings once, with their hosts. A host is named as its report\n"
      "says, or as --hosts has the name of its file.\n"
      "Examples:\n"
      "  certlift report reports/\n"
      "  certlift report certlift-report/report.json\n"
      "  certlift report reports/ --hosts hosts.txt --format html -o fleet.html");
  return [own](const Invocation& invocation) { return run_report(invocation, *own); };
}

}  // namespace certlift::cli
