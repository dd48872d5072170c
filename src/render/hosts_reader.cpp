#include "render/hosts_report.h"
#include "render/mask.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::render {
namespace {

using ReportJson = nlohmann::json;

/// The member, or null.
const ReportJson& member(const ReportJson& object, const char* name) {
  static const ReportJson nothing;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : nothing;
}

std::string text_member(const ReportJson& object, const char* name) {
  const ReportJson& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool is_true(const ReportJson& value) {
  return value.is_boolean() && value.get<bool>();
}

engine::Severity severity_of(const std::string& name) {
  return name == "error"     ? engine::Severity::error
         : name == "warning" ? engine::Severity::warning
                             : engine::Severity::note;
}

class HostReader {
 public:
  explicit HostReader(bool changes_targets) : changes_targets_(changes_targets) {}

  void add_target(const ReportJson& target, HostReport& report) {
    report.targets.push_back(text_member(target, "path"));
    const ReportJson& error = member(target, "error");
    if (error.is_object()) report.errors.push_back(error_words(error));
    for (const ReportJson& finding : member(target, "findings"))
      report.findings.push_back(finding_of(finding));
  }

  std::string error_words(const ReportJson& error) {
    const std::string path = text_member(error, "path");
    return mask_.hide((path.empty() ? "" : path + ": ") + text_member(error, "message"));
  }

 private:
  HostFinding finding_of(const ReportJson& json) {
    HostFinding finding{.rule = text_member(json, "rule"),
                        .severity = severity_of(text_member(json, "severity")),
                        .location = mask_.hide(text_member(json, "location")),
                        .message = mask_.hide(text_member(json, "message"))};
    const ReportJson& fix = member(json, "fix");
    const ReportJson& refusal = member(fix, "refusal");
    finding.fix =
        mask_.hide(refusal.is_object() ? text_member(refusal, "message") : text_member(fix, "title"));
    finding.cure = cure_of(finding.severity, fix);
    return finding;
  }

  Cure cure_of(engine::Severity severity, const ReportJson& fix) const {
    if (is_true(member(fix, "applied"))) return changes_targets_ ? Cure::done : Cure::can_be_fixed;
    if (!fix.is_object() || member(fix, "refusal").is_object())
      return severity == engine::Severity::note ? Cure::none : Cure::requires_decision;
    return text_member(fix, "safety") == "safe" ? Cure::can_be_fixed : Cure::needs_consent;
  }

  Mask mask_;  // a report holds no secret; whoever made this one may not have known
  bool changes_targets_;
};

std::unexpected<Error> foreign(const std::string& path, const std::string& why) {
  return std::unexpected(Error{ErrorCode::not_understood,
                               why + "; what is expected is the output of certlift check, diff or fix with "
                                     "--format json, or report.json of a rollout",
                               path});
}

/// As Ansible's role and the PowerShell module name them; what they do not name is a failure.
HostState outcome_of(const std::string& name) {
  using Outcome = std::pair<std::string_view, HostState>;
  constexpr std::array<Outcome, 7> outcomes{{{"refused", HostState::undecided},
                                             {"undone", HostState::undone},
                                             {"to undo", HostState::to_undo},
                                             {"to fix", HostState::to_fix},
                                             {"left out", HostState::left_out},
                                             {"fixed", HostState::fixed},
                                             {"nothing to do", HostState::clean}}};
  const auto known = std::ranges::find(outcomes, name, &Outcome::first);
  return known == outcomes.end() ? HostState::failed : known->second;
}

/// What the role has counted in request logs before the change and since, as a clause; empty: nothing.
std::string counted_in_logs(const ReportJson& record) {
  const ReportJson& logs = member(record, "logs");
  std::string paths, said;
  for (const ReportJson& path : member(logs, "paths"))
    if (path.is_string()) paths += (paths.empty() ? "" : ", ") + path.get<std::string>();
  for (const char* moment : {"before", "after"})
    if (const std::string words = text_member(member(logs, moment), "said"); !words.empty())
      said += (said.empty() ? "" : ", ") + words;
  return said.empty() ? "" : "; 401.2 at " + paths + ": " + said;
}

/// report.json of a rollout: what became of each host.
std::vector<HostReport> records_in(const ReportJson& json, const std::string& path) {
  std::vector<HostReport> reports;
  Mask mask;
  for (const ReportJson& record : member(json, "hosts"))
    reports.push_back({.host = text_member(record, "host"),
                       .file = path,
                       .command = "rollout",
                       .targets = {text_member(record, "path")},
                       .outcome = outcome_of(text_member(record, "outcome")),
                       .why = mask.hide(text_member(record, "why") + counted_in_logs(record))});
  return reports;
}

HostReport report_in(const ReportJson& json, const std::string& command, const std::string& path) {
  HostReport report{.host = text_member(json, "host"),
                    .file = path,
                    .command = command,
                    .version = text_member(json, "version")};
  HostReader reader(command == "fix" || command == "apply");
  const ReportJson& error = member(json, "error");
  if (error.is_object()) report.errors.push_back(reader.error_words(error));
  for (const ReportJson& target : member(json, "targets")) reader.add_target(target, report);
  return report;
}

}  // namespace

Result<ReadHostReports> read_host_reports(std::string_view bytes, const std::string& path) {
  const ReportJson json = ReportJson::parse(bytes, nullptr, false);
  if (json.is_discarded()) return foreign(path, "this is no JSON, or it is cut");
  const bool is_record = member(json, "hosts").is_array() && member(json, "summary").is_object();
  if (!is_record && text_member(json, "tool") != "certlift")
    return foreign(path, "this JSON is no report of certlift");
  if (member(json, "schema_version") != 1)
    return foreign(path, "this report has another schema_version than 1");
  if (is_record) return ReadHostReports{records_in(json, path)};
  const std::string command = text_member(json, "command");
  constexpr std::array commands{"check", "diff", "fix", "apply"};
  if (std::ranges::find(commands, command) == commands.end()) return ReadHostReports{{}, command};
  return ReadHostReports{{report_in(json, command, path)}};
}

}  // namespace certlift::render
