#include "engine/finding.h"

#include "iis/web_configs.h"

#include <algorithm>

namespace certlift::engine {

std::shared_ptr<const Refusal> refusal_for(std::string_view code, std::string message) {
  return std::make_shared<const Refusal>(std::string(code), std::move(message));
}

FindingKey key_of(const Finding& finding) {
  return {finding.rule, finding.severity, iis::upper_case(finding.site),
          finding.subject ? *finding.subject : iis::LocationPath(finding.location).key()};
}

Finding finding_at(xml::Element element, const iis::LocationPath& path, Severity severity,
                   std::string message) {
  Finding finding;
  finding.severity = severity;
  finding.offset = element.span().begin;
  finding.location = path.written();
  finding.site = path.site();
  finding.message = std::move(message);
  return finding;
}

Finding as_far_as_known(Finding finding, const iis::HostConfig& config, const iis::LocationPath& path,
                        std::span<const std::string_view> sections) {
  const auto is_open = [&](std::string_view section) {
    return iis::is_delegated_unread(config, section, path);
  };
  const auto open = std::ranges::find_if(sections, is_open);
  if (open == sections.end()) return finding;
  if (finding.severity != Severity::note)
    finding.severity = finding.severity == Severity::error ? Severity::warning : Severity::note;
  finding.message +=
      "; this is as far as applicationHost.config says: <" + std::string(open->substr(open->rfind('/') + 1)) +
      "> is delegated to web.config files, " +
      (config.web_configs() ? "and not all of them could be read" : "which --web-config looks into");
  return finding;
}

}  // namespace certlift::engine
