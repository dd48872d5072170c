#include "render/gitlab_report.h"

#include "base/sha256.h"
#include "render/fingerprint.h"
#include "render/json_report.h"

#include <algorithm>
#include <string_view>

namespace certlift::render {
namespace {

using nlohmann::ordered_json;

std::string_view gitlab_severity(engine::Severity severity) {
  switch (severity) {
    case engine::Severity::error:
      return "critical";
    case engine::Severity::warning:
      return "minor";
    case engine::Severity::note:
      break;
  }
  return "info";
}

/// GitLab wants a line, and a path as the repository has it.
ordered_json gitlab_issue(std::string_view path, std::size_t line, std::string_view rule,
                          const std::string& message, std::string_view severity, std::string fingerprint) {
  std::string in_repository(path.substr(path.starts_with("./") ? 2 : 0));
  std::ranges::replace(in_repository, '\\', '/');
  return {{"description", message},
          {"check_name", rule},
          {"fingerprint", std::move(fingerprint)},
          {"severity", severity},
          {"location",
           {{"path", std::move(in_repository)}, {"lines", {{"begin", std::max<std::size_t>(line, 1)}}}}}};
}

}  // namespace

std::string gitlab_report(const Report& report, const engine::Selection& selection) {
  ordered_json issues = ordered_json::array();
  for (const TargetReport& target : report.targets) {
    Fingerprints fingerprints(target.path);
    for (const engine::Outcome& outcome : target.outcomes) {
      const engine::Finding& finding = *outcome.finding;
      if (stands(outcome, report.command))
        issues.push_back(gitlab_issue(target.path, finding.position.line, finding.rule,
                                      message_with_remedy(finding, selection),
                                      gitlab_severity(finding.severity), fingerprints.next(finding)));
    }
    if (const auto& error = target.error)
      issues.push_back(gitlab_issue(target.path, error->line, "certlift", error->message, "blocker",
                                    sha256(target.path + '\n' + std::string(name_of(error->code)))));
  }
  return text_of(issues);
}

}  // namespace certlift::render
