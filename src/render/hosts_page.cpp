#include "render/hosts_page.h"

#include "render/report.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

namespace certlift::render {
namespace {

/// Findings that can be unfolded to their hosts; of more a page would be slow to open.
constexpr std::size_t most_unfolded = 1000;
/// Hosts of a finding that are named.
constexpr std::size_t most_named = 500;

Tone tone_of_state(HostState state) {
  switch (state) {
    case HostState::missing:
    case HostState::failed:
      return Tone::error;
    case HostState::undecided:
    case HostState::needs_consent:
    case HostState::undone:
    case HostState::to_undo:
    case HostState::to_fix:
      return Tone::warning;
    case HostState::left_out:
      return Tone::note;
    case HostState::fixed:
    case HostState::clean:
      break;
  }
  return Tone::good;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Table table_of_hosts(const HostsReport& report) {
  Table table{{"Outcome", "Host", "Why", "Errors", "Warnings", "Notes", "Configuration", "Report"}};
  for (const HostRow& row : report.hosts)
    table.rows.push_back(
        {{std::string(name_of(row.state)), row.host, row.why, std::to_string(row.errors),
          std::to_string(row.warnings), std::to_string(row.notes), joined(row.targets), row.file},
         tone_of_state(row.state)});
  return table;
}

Table table_of_rules(const HostsReport& report) {
  Table table{{"Severity", "Rule", "Findings", "Fixed", "Hosts"}};
  for (const RuleSum& sum : report.rules)
    table.rows.push_back({{std::string(name_of(sum.severity)), sum.rule, std::to_string(sum.findings),
                           std::to_string(sum.fixed), std::to_string(sum.hosts)},
                          tone_of(sum.severity)});
  return table;
}

std::string finding_title(const SharedFinding& shared) {
  const HostFinding& finding = shared.finding;
  return counted(shared.hosts.size(), "host") + ": " +
         (finding.location.empty() ? "" : finding.location + ": ") + finding.message + " [" + finding.rule +
         "]";
}

Fold fold_of(const SharedFinding& shared) {
  const HostFinding& finding = shared.finding;
  Fold fold{.title = finding_title(shared),
            .tone = tone_of(finding.severity),
            .badge = std::string(name_of(finding.severity))};
  if (finding.cure != Cure::none)
    fold.items.push_back(std::string(name_of(finding.cure)) +
                         (finding.fix.empty() ? "" : ": " + finding.fix));
  fold.items.push_back(
      "on " + joined({shared.hosts.begin(), shared.hosts.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                       shared.hosts.size(), most_named))}));
  if (shared.hosts.size() > most_named)
    fold.items.push_back("and " + counted(shared.hosts.size() - most_named, "more host"));
  return fold;
}

Statement verdict_of(const HostsReport& report) {
  const auto left = static_cast<std::size_t>(
      std::ranges::count_if(report.hosts, [](const HostRow& row) { return is_left(row.state); }));
  Statement said{left == 0 && report.errors.empty() ? Tone::good : Tone::warning};
  said.sentences.push_back(left == 0
                               ? "Nothing is left to do on any host."
                               : "On " + std::to_string(left) + " of " +
                                     counted(report.hosts.size(), "host") + " something is left to do.");
  said.sentences.push_back(sum_of_hosts(report) + ".");
  if (!report.errors.empty()) {
    said.tone = Tone::error;
    said.sentences.push_back(counted(report.errors.size(), "file") + " could not be read as a report.");
  }
  return said;
}

std::string versions_of(const HostsReport& report) {
  std::set<std::string> versions;
  for (const HostRow& row : report.hosts)
    if (!row.version.empty()) versions.insert(row.version);
  return versions.empty() ? ""
                          : "; made from reports of certlift " + joined({versions.begin(), versions.end()});
}

}  // namespace

Page hosts_page(const HostsReport& report) {
  Page page{.title = page_title("report", counted(report.hosts.size(), "host"), ""),
            .subtitle = std::string("certlift " CERTLIFT_VERSION) + versions_of(report) +
                        (report.host.empty() ? "" : ", on " + report.host) + "."};
  page.blocks.emplace_back(verdict_of(report));
  page.blocks.emplace_back(Heading{"The hosts, first what needs a person"});
  page.blocks.emplace_back(table_of_hosts(report));
  if (!report.errors.empty()) {
    Items errors;
    for (const Error& error : report.errors) errors.items.push_back(text_of(error));
    page.blocks.emplace_back(Heading{"Files that are no reports"});
    page.blocks.emplace_back(std::move(errors));
  }
  if (report.findings.empty()) return page;
  page.blocks.emplace_back(Heading{"The rules"});
  page.blocks.emplace_back(table_of_rules(report));
  page.blocks.emplace_back(Heading{"What was found, each once"});
  Items others;
  for (std::size_t i = 0; i < report.findings.size(); ++i)
    if (i < most_unfolded)
      page.blocks.emplace_back(fold_of(report.findings[i]));
    else
      others.items.push_back(finding_title(report.findings[i]));
  if (!others.items.empty()) page.blocks.emplace_back(std::move(others));
  return page;
}

}  // namespace certlift::render
