#include "cli/web_config_sections.h"

#include <algorithm>
#include <utility>

namespace certlift::cli {

bool is_meant(xml::Element section) {
  if (iis::same_name(section.value("enabled").value_or(""), "true")) return true;
  return std::ranges::any_of(
      section.children(), [](xml::Element collection) { return static_cast<bool>(collection.child("add")); });
}

std::vector<engine::Finding> judge_sections(
    const iis::HostConfig& web_config,
    const std::function<std::optional<SectionVerdict>(const iis::StoredSection&)>& judge) {
  std::vector<engine::Finding> findings;
  for (const auto& section : web_config.sections(iis::section::iis_certificate_mapping)) {
    auto verdict = judge(section);
    if (!verdict) continue;
    engine::Finding finding =
        engine::finding_at(section.element, verdict->path, verdict->severity, std::move(verdict->message));
    finding.rule = web_config_rule;
    finding.position = section.element.position();
    finding.refusal = std::move(verdict->refusal);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace certlift::cli
