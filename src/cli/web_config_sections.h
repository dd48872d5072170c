#pragma once

#include "engine/transform.h"

#include <functional>
#include <string>
#include <vector>

/// The certificate mappings in a web.config. IIS reads them nowhere but in the one at a site's root, and
/// there only if the section is unlocked.
namespace certlift::cli {

/// The rule that their findings belong to.
inline constexpr std::string_view web_config_rule = "misplaced-client-cert-mappings";

/// Whether a section holds mappings, or the switch that says there are some.
bool is_meant(xml::Element section);

/// What is to be said of one of them.
struct SectionVerdict {
  engine::Severity severity;
  iis::LocationPath path;
  std::string message;
  engine::Refusal refusal;
};

/// A finding for each mapping section in a web.config of which there is something to say.
std::vector<engine::Finding> judge_sections(
    const iis::HostConfig& web_config,
    const std::function<std::optional<SectionVerdict>(const iis::StoredSection&)>& judge);

}  // namespace certlift::cli
