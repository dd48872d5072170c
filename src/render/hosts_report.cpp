#include "render/hosts_report.h"

#include "iis/location.h"
#include "render/report.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace certlift::render {
namespace {

/// How often something has to be done.
struct ToDo {
  std::size_t decisions = 0, consents = 0, fixes = 0, done = 0;
};

ToDo to_do_of(const HostReport& report) {
  ToDo count;
  for (const HostFinding& finding : report.findings) {
    if (finding.cure == Cure::done) ++count.done;
    if (finding.severity == engine::Severity::note) continue;
    count.decisions += finding.cure == Cure::requires_decision ? 1 : 0;
    count.consents += finding.cure == Cure::needs_consent ? 1 : 0;
    count.fixes += finding.cure == Cure::can_be_fixed ? 1 : 0;
  }
  return count;
}

HostState state_of(const HostReport& report, const ToDo& count) {
  if (report.outcome) return *report.outcome;
  return !report.errors.empty() ? HostState::failed
         : count.decisions > 0  ? HostState::undecided
         : count.consents > 0   ? HostState::needs_consent
         : count.fixes > 0      ? HostState::to_fix
         : count.done > 0       ? HostState::fixed
                                : HostState::clean;
}

std::string why_of(const HostReport& report, const ToDo& count) {
  if (report.outcome) return report.why;
  if (!report.errors.empty()) return report.errors.front();
  std::string why;
  const auto add = [&](std::size_t number, const std::string& words) {
    if (number > 0) why += (why.empty() ? "" : ", ") + std::to_string(number) + " " + words;
  };
  add(count.decisions, count.decisions == 1 ? "requires your decision" : "require your decision");
  add(count.consents, count.consents == 1 ? "needs consent (--accept)" : "need consent (--accept)");
  add(count.fixes, "can be fixed");
  add(count.done, "fixed");
  return why;
}

HostRow row_of(const HostReport& report) {
  const ToDo count = to_do_of(report);
  HostRow row{.host = report.host,
              .state = state_of(report, count),
              .why = why_of(report, count),
              .fixed = count.done,
              .file = report.file,
              .version = report.version,
              .targets = report.targets};
  for (const HostFinding& finding : report.findings)
    ++(finding.severity == engine::Severity::error     ? row.errors
       : finding.severity == engine::Severity::warning ? row.warnings
                                                       : row.notes);
  return row;
}

/// "web01.example", of "hosts/web01.example.json".
std::string stem_of(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

/// What rules and findings are gathered under.
class Gathering {
 public:
  void add(const HostReport& report, const std::string& host) {
    std::set<std::string_view> rules;
    std::set<std::size_t> here;  // a finding that a host has twice counts that host once
    for (const HostFinding& finding : report.findings) {
      RuleSum& sum = rules_[finding.rule];
      sum.rule = finding.rule;
      sum.severity = std::max(sum.severity, finding.severity);
      ++sum.findings;
      sum.fixed += finding.cure == Cure::done ? 1 : 0;
      if (rules.insert(finding.rule).second) ++sum.hosts;
      const std::size_t at = index_of(finding);
      if (here.insert(at).second) findings_[at].hosts.push_back(host);
    }
  }

  std::vector<RuleSum> rules() const {
    std::vector<RuleSum> rules;
    for (const auto& [id, sum] : rules_) rules.push_back(sum);
    std::ranges::stable_sort(rules, std::ranges::greater(),
                             [](const RuleSum& sum) { return std::tuple(sum.severity, sum.findings); });
    return rules;
  }

  std::vector<SharedFinding> findings() && {
    std::ranges::stable_sort(findings_, std::ranges::greater(), [](const SharedFinding& shared) {
      return std::tuple(shared.finding.severity, shared.hosts.size());
    });
    return std::move(findings_);
  }

 private:
  std::size_t index_of(const HostFinding& finding) {
    const auto [place, is_new] = known_.emplace(
        std::tuple(finding.rule, finding.severity, finding.location, finding.message, finding.cure),
        findings_.size());
    if (is_new) findings_.push_back({finding});
    return place->second;
  }

  using Key = std::tuple<std::string, engine::Severity, std::string, std::string, Cure>;
  std::map<std::string, RuleSum> rules_;
  std::map<Key, std::size_t> known_;
  std::vector<SharedFinding> findings_;
};

/// The hosts that a report is expected of, by their names however they are written.
class Expected {
 public:
  explicit Expected(const std::vector<std::string>& names) {
    for (const std::string& name : names) names_.emplace(iis::upper_case(name), name);
  }

  /// The name that the host of a report has in the list: by how its file is named, or what the report says.
  /// Else the one that the report says, or its file.
  std::string name_of(const HostReport& report) {
    for (const std::string& name : {stem_of(report.file), report.host})
      if (const auto found = names_.find(iis::upper_case(name)); found != names_.end()) {
        seen_.insert(found->first);
        return found->second;
      }
    return report.host.empty() ? stem_of(report.file) : report.host;
  }

  std::vector<std::string> missing() const {
    std::vector<std::string> missing;
    for (const auto& [key, name] : names_)
      if (!seen_.contains(key)) missing.push_back(name);
    return missing;
  }

 private:
  std::map<std::string, std::string> names_;
  std::set<std::string> seen_;
};

}  // namespace

std::string_view name_of(HostState state) {
  switch (state) {
    case HostState::missing:
      return "no report";
    case HostState::failed:
      return "failed";
    case HostState::undecided:
      return "requires a decision";
    case HostState::needs_consent:
      return "needs consent";
    case HostState::undone:
      return "undone";
    case HostState::to_undo:
      return "to undo";
    case HostState::to_fix:
      return "to fix";
    case HostState::left_out:
      return "left out";
    case HostState::fixed:
      return "fixed";
    case HostState::clean:
      break;
  }
  return "nothing to do";
}

std::string_view name_of(Cure cure) {
  switch (cure) {
    case Cure::done:
      return "fixed";
    case Cure::can_be_fixed:
      return "can be fixed";
    case Cure::needs_consent:
      return "needs consent";
    case Cure::requires_decision:
      return "requires a decision";
    case Cure::none:
      break;
  }
  return "nothing to do";
}

bool is_left(HostState state) {
  return state < HostState::left_out;
}

HostsReport hosts_report(const std::vector<HostReport>& reports, const std::vector<std::string>& expected) {
  HostsReport all;
  Expected names(expected);
  Gathering gathering;
  for (const HostReport& report : reports) {
    HostRow row = row_of(report);
    row.host = names.name_of(report);
    gathering.add(report, row.host);
    all.hosts.push_back(std::move(row));
  }
  for (std::string& name : names.missing())
    all.hosts.push_back({.host = std::move(name), .state = HostState::missing, .why = "it sent no report"});
  std::ranges::stable_sort(all.hosts, {}, [](const HostRow& row) { return std::tuple(row.state, row.host); });
  all.rules = gathering.rules();
  all.findings = std::move(gathering).findings();
  return all;
}

}  // namespace certlift::render
