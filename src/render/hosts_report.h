#pragma once

#include "base/result.h"
#include "engine/transform.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The reports of many hosts in one.
namespace certlift::render {

/// How a host stands; what needs a person most comes first.
enum class HostState {
  missing,
  failed,
  undecided,
  needs_consent,
  undone,  ///< a rollout has undone its change
  to_undo,
  to_fix,
  left_out,  ///< of a rollout
  fixed,
  clean,
};
std::string_view name_of(HostState state);  ///< "requires a decision"
std::string_view word_of(HostState state);  ///< the same as a word of the JSON: "requires_decision"

/// What is to be done about a finding.
enum class Cure { none, done, can_be_fixed, needs_consent, requires_decision };
std::string_view name_of(Cure cure);

/// A finding as a report in JSON has it.
struct HostFinding {
  std::string rule;
  engine::Severity severity = engine::Severity::note;
  std::string location = {};
  std::string message = {};
  Cure cure = Cure::none;
  std::string fix = {};  ///< its title, or why it is refused
};

/// What the report of one host says.
struct HostReport {
  std::string host;
  std::string file;  ///< that it stands in
  std::string command = {};
  std::string version = {};
  std::vector<std::string> targets = {};  ///< by their paths
  std::vector<std::string> errors = {};
  std::vector<HostFinding> findings = {};
  std::optional<HostState> outcome = {};  ///< as the record of a rollout says
  std::string why = {};                   ///< the same
};

/// A host in the table.
struct HostRow {
  std::string host;
  HostState state = HostState::clean;
  std::string why = {};
  std::size_t errors = 0, warnings = 0, notes = 0;  ///< findings, also fixed ones
  std::size_t fixed = 0;
  std::string file = {};  ///< of its report; empty: there is none
  std::string version = {};
  std::vector<std::string> targets = {};
};

/// A finding, and on which hosts it was found.
struct SharedFinding {
  HostFinding finding;
  std::vector<std::string> hosts = {};
};

struct RuleSum {
  std::string rule;
  engine::Severity severity = engine::Severity::note;  ///< the gravest
  std::size_t findings = 0, fixed = 0, hosts = 0;
};

struct HostsReport {
  std::string host = {};  ///< on which it was made
  int exit_code = 0;
  std::vector<HostRow> hosts = {};
  std::vector<RuleSum> rules = {};           ///< the gravest first, then the most frequent
  std::vector<SharedFinding> findings = {};  ///< the same
  std::vector<Error> errors = {};            ///< files that are no report, or cannot be read
};

/// What stands in a file: the report of a host, or the record of a rollout, with what became of each.
struct ReadHostReports {
  std::vector<HostReport> reports = {};
  std::string other_command = {};  ///< of certlift, whose output this is: it reports on no host
};

/// Reads what check, diff, fix or apply printed with --format json, or report.json of a rollout (Ansible's or
/// PowerShell's). Errors, with the path: not_understood.
Result<ReadHostReports> read_host_reports(std::string_view bytes, const std::string& path);

/// Puts them together. `expected`: the hosts that a report is expected of; none: of those that sent one.
HostsReport hosts_report(const std::vector<HostReport>& reports, const std::vector<std::string>& expected);

/// Whether something is left for a person.
bool is_left(HostState state);

/// "200 hosts: 3 failed, 12 to fix, 185 nothing to do"
std::string sum_of_hosts(const HostsReport& report);

std::string hosts_text(const HostsReport& report);
/// As docs/hosts.schema.json describes it.
std::string hosts_json(const HostsReport& report);

}  // namespace certlift::render
