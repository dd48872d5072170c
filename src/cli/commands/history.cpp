#include "cli/commands/history.h"

#include "apply/change.h"
#include "base/sha256.h"
#include "cli/config_copies.h"
#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/log_files.h"
#include "cli/max_size.h"
#include "cli/target_report.h"
#include "cli/tell.h"
#include "plan/section_state.h"
#include "render/history_report.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct HistoryOptions {
  std::string directory = {};  ///< empty: IIS's own
};

/// Where IIS keeps its history. Errors: wrong_usage, if this is no Windows.
Result<std::string> history_directory(const Invocation& invocation, const HistoryOptions& options) {
  if (!options.directory.empty()) return options.directory;
  const auto drive = invocation.world.variable ? invocation.world.variable("SystemDrive") : std::nullopt;
  if (!drive) return wrong_usage("name a DIR with copies of the configuration");
  return *drive + "\\inetpub\\history";
}

/// "2026-11-03T07:12:44Z"; empty for 0.
std::string shown_time(std::int64_t seconds) {
  if (seconds == 0) return {};
  const std::string stamp =
      apply::timestamp(std::chrono::system_clock::time_point(std::chrono::seconds(seconds)));
  return stamp.substr(0, stamp.find('.')) + "Z";
}

/// A copy that is read, as often as it is needed, by its path. Errors carry it.
Result<std::shared_ptr<engine::Reading>> read_copy(const Invocation& invocation, const std::string& path) {
  auto content = invocation.world.files.read(path);
  if (!content) {
    content.error().path = path;
    return std::unexpected(content.error());
  }
  return engine::read(std::move(content->bytes), path, search_of(invocation));
}

/// Reads all copies, of those that are identical the first.
class HistoryReading {
 public:
  explicit HistoryReading(const Invocation& invocation) : invocation_(invocation) {}

  void read(const std::vector<diagnosis::ConfigCopy>& copies, render::HistoryReport& report) {
    for (const diagnosis::ConfigCopy& copy : copies) {
      render::CopyReport shown{.name = copy.name, .path = copy.path, .time = shown_time(copy.modified)};
      auto found = identities(copy.path, report);
      if (found) {
        found_.push_back(*std::move(found));
        report.copies.push_back(std::move(shown));
      } else {
        shown.error = found.error();
        report.unread.push_back(std::move(shown));
      }
    }
  }

  const std::vector<std::set<std::string>>& found() const { return found_; }

 private:
  Result<std::set<std::string>> identities(const std::string& path, render::HistoryReport& report) {
    auto content = invocation_.world.files.read(path);
    if (!content) {
      content.error().path = path;
      return std::unexpected(content.error());
    }
    const std::string hash = sha256(content->bytes);
    if (const auto known = by_hash_.find(hash); known != by_hash_.end()) {
      ++report.identical;
      return known->second;
    }
    const auto reading = engine::read(std::move(content->bytes), path, search_of(invocation_));
    if (!reading) return std::unexpected(reading.error());
    return by_hash_[hash] = diagnosis::identities_of((*reading)->findings);
  }

  const Invocation& invocation_;
  std::map<std::string, std::set<std::string>> by_hash_;
  std::vector<std::set<std::string>> found_;
};

/// What the sections at a location say differently in two copies, in words.
std::vector<std::string> differences_at(const Invocation& invocation, const std::string& location,
                                        const std::string& before, const std::string& after) {
  const auto states_at = [&](const std::string& path) {
    std::vector<plan::SectionState> states;
    const auto reading = read_copy(invocation, path);
    if (reading) states = plan::section_states((*reading)->config);
    std::erase_if(states, [&](const plan::SectionState& state) {
      return !(iis::LocationPath(state.location) == iis::LocationPath(location));
    });
    return states;
  };
  return plan::differences_in_words(states_at(before), states_at(after));
}

void add_findings(const Invocation& invocation, const engine::Reading& today, const HistoryReading& history,
                  render::HistoryReport& report) {
  for (const engine::SharedFinding& finding : today.findings) {
    if (finding->ignored) continue;
    const auto origin = diagnosis::came_in(diagnosis::identity_of(*finding), history.found());
    render::FindingHistory entry{*finding, origin.first_in, origin.last_without, {}};
    if (origin.first_in && origin.last_without)
      entry.differences =
          differences_at(invocation, finding->location, report.copies[*origin.last_without].path,
                         report.copies[*origin.first_in].path);
    report.findings.push_back(std::move(entry));
  }
}

/// Whose findings are looked for: the target, this server's own configuration, or the newest copy.
std::string file_of_today(const Invocation& invocation, const render::HistoryReport& report) {
  if (!invocation.options.targets.empty()) return invocation.options.targets.front();
  if (invocation.live && *invocation.live) return (*invocation.live)->path;
  return report.copies.empty() ? std::string() : report.copies.back().path;
}

Result<void> look_back(const Invocation& invocation, const std::string& directory,
                       render::HistoryReport& report) {
  const auto copies = find_config_copies(invocation, directory);
  if (!copies) return std::unexpected(copies.error());
  HistoryReading history(invocation);
  history.read(*copies, report);
  report.file = file_of_today(invocation, report);
  if (report.file.empty())
    return std::unexpected(
        Error{ErrorCode::not_understood, "no copy in this directory can be read", directory});
  const auto today = read_copy(invocation, report.file);
  if (!today) return std::unexpected(today.error());
  add_findings(invocation, **today, history, report);
  return {};
}

/// Logs the errors, and returns the exit code.
int exit_code_for(const Invocation& invocation, const render::HistoryReport& report) {
  int code = report.error ? tell(invocation, *report.error) : exit_code::done;
  for (const render::CopyReport& copy : report.unread)
    if (copy.error) code = std::max(code, tell(invocation, *copy.error));
  const auto counts = [](const render::FindingHistory& entry) {
    return entry.finding.severity != engine::Severity::note;
  };
  if (std::ranges::any_of(report.findings, counts)) code = std::max<int>(code, exit_code::findings_left);
  return code;
}

Result<int> run_history(const Invocation& invocation, const HistoryOptions& options) {
  const auto directory = history_directory(invocation, options);
  if (!directory) return std::unexpected(directory.error());
  render::HistoryReport report{.host = invocation.world.environment.host};
  if (auto looked = look_back(invocation, *directory, report); !looked) report.error = looked.error();
  report.exit_code = exit_code_for(invocation, report);
  report = render::masked(std::move(report));
  constexpr std::size_t usual = 80;
  const std::size_t columns = invocation.world.out_columns;
  if (invocation.options.format == Format::json)
    invocation.world.out << render::history_json(report);
  else if (!report.error)
    invocation.world.out << render::wrapped(
        render::history_text(report, invocation.colours(),
                             invocation.options.verbosity == Verbosity::verbose ? render::Copies::listed
                                                                                : render::Copies::counted),
        columns == 0 ? usual : columns);
  return report.exit_code;
}

}  // namespace

Run declare_history(CLI::App& command, Options& options) {
  const auto own = std::make_shared<HistoryOptions>();
  command
      .add_option("DIR", own->directory,
                  "a directory with copies of the configuration; none: on Windows that of IIS itself\n"
                  "(%SystemDrive%\\inetpub\\history)")
      ->option_text(" ");
  add_config(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_data_format(command, options);
  add_max_size(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "Says of each finding of today in which copy of the configuration it came in, and what changed there.\n"
      "Today is what --config names, else on Windows the live configuration, else the newest copy.\n"
      "Examples:\n"
      "  certlift history\n"
      "  certlift history /mnt/c/inetpub/history --config applicationHost.config\n"
      "  certlift history --only misplaced-client-cert-mappings --format json history");
  return [own](const Invocation& invocation) { return run_history(invocation, *own); };
}

}  // namespace certlift::cli
