#include "render/hosts_report.h"
#include "render/json_report.h"
#include "render/report.h"

#include <algorithm>
#include <map>

namespace certlift::render {
namespace {

std::string padded_to(std::string text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

}  // namespace

std::string_view word_of(HostState state) {
  switch (state) {
    case HostState::missing:
      return "missing";
    case HostState::failed:
      return "failed";
    case HostState::undecided:
      return "requires_decision";
    case HostState::needs_consent:
      return "needs_consent";
    case HostState::undone:
      return "undone";
    case HostState::to_undo:
      return "to_undo";
    case HostState::to_fix:
      return "to_fix";
    case HostState::left_out:
      return "left_out";
    case HostState::fixed:
      return "fixed";
    case HostState::clean:
      break;
  }
  return "nothing_to_do";
}

std::string sum_of_hosts(const HostsReport& report) {
  std::map<HostState, std::size_t> counts;
  for (const HostRow& row : report.hosts) ++counts[row.state];
  std::string text = counted(report.hosts.size(), "host");
  bool is_first = true;
  for (const auto& [state, count] : counts) {
    text += (is_first ? ": " : ", ") + std::to_string(count) + " " + std::string(name_of(state));
    is_first = false;
  }
  return text;
}

std::string hosts_text(const HostsReport& report) {
  constexpr std::size_t state_column = 21;
  constexpr std::string_view host_head = "HOST";
  std::size_t width = host_head.size();
  for (const HostRow& row : report.hosts) width = std::max(width, in_one_line(row.host).size());
  std::string text =
      padded_to(std::string(host_head), width + 2) + padded_to("OUTCOME", state_column) + "WHY\n";
  for (const HostRow& row : report.hosts)
    text += padded_to(in_one_line(row.host), width + 2) +
            padded_to(std::string(name_of(row.state)), row.why.empty() ? 0 : state_column) +
            in_one_line(row.why) + "\n";
  text += "\n" + sum_of_hosts(report) + "\n";
  for (const RuleSum& sum : report.rules)
    text += "    " + std::string(name_of(sum.severity)) + " " + in_one_line(sum.rule) + ": " +
            counted(sum.findings, "finding") + " on " + counted(sum.hosts, "host") +
            (sum.fixed == 0 ? "" : ", " + std::to_string(sum.fixed) + " fixed") + "\n";
  return text;
}

std::string hosts_json(const HostsReport& report) {
  using nlohmann::ordered_json;
  ordered_json document = document_head("report", report.host, report.exit_code);
  document["hosts"] = ordered_json::array();
  for (const HostRow& row : report.hosts)
    document["hosts"].push_back(
        {{"host", row.host},
         {"outcome", word_of(row.state)},
         {"why", row.why},
         {"errors", row.errors},
         {"warnings", row.warnings},
         {"notes", row.notes},
         {"fixed", row.fixed},
         {"targets", row.targets},
         {"version", row.version.empty() ? ordered_json(nullptr) : ordered_json(row.version)},
         {"report", row.file.empty() ? ordered_json(nullptr) : ordered_json(row.file)}});
  document["rules"] = ordered_json::array();
  for (const RuleSum& sum : report.rules)
    document["rules"].push_back({{"rule", sum.rule},
                                 {"severity", name_of(sum.severity)},
                                 {"findings", sum.findings},
                                 {"fixed", sum.fixed},
                                 {"hosts", sum.hosts}});
  document["findings"] = ordered_json::array();
  for (const SharedFinding& shared : report.findings)
    document["findings"].push_back(
        {{"rule", shared.finding.rule},
         {"severity", name_of(shared.finding.severity)},
         {"location", shared.finding.location},
         {"message", shared.finding.message},
         {"to_do", name_of(shared.finding.cure)},
         {"fix", shared.finding.fix.empty() ? ordered_json(nullptr) : ordered_json(shared.finding.fix)},
         {"hosts", shared.hosts}});
  document["errors"] = ordered_json::array();
  for (const Error& error : report.errors) document["errors"].push_back(json_of(error));
  return text_of(document);
}

}  // namespace certlift::render
