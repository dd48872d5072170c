#include "engine/transform.h"
#include "iis/site_mappings.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::plain_password {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Passwords of certificate mappings and of `<anonymousAuthentication>` that are not encrypted (`[enc:...:enc]`). The
password itself is never printed.

## Why it matters

Everybody who can read the file, a backup or a copy of it can read the password of a Windows account.

## What the fix does

Nothing: it only reports. Enter the password again with IIS Manager or appcmd, which encrypt it.

## What it requires

Nothing.

## Sources

- Configuration reference, `manyToOneMappings/add` and `oneToOneMappings/add`: avoid clear text, encrypt
)";

bool is_plain(xml::Element element) {
  const std::string_view password = element.value("password").value_or("");
  return !password.empty() && !password.starts_with("[enc:");
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const iis::UsedMapping& used : iis::used_mappings(config)) {
    if (!is_plain(used.mapping->element)) continue;
    Finding finding =
        engine::finding_at(used.mapping->element, used.section->location->path, Severity::warning,
                           "the password of " + used.mapping->label() + " is saved here in clear text");
    // Neither unwrapping its certificate nor renaming its rule makes it another password.
    finding.subject = text_of(used.mapping->element, "userName");
    findings.push_back(std::move(finding));
  }
  for (const iis::StoredSection& stored : config.sections(iis::section::anonymous))
    if (is_plain(stored.element))
      findings.push_back(
          engine::finding_at(stored.element, stored.location->path, Severity::warning,
                             "the password of the anonymous user is saved here in clear text"));
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "plain-password",
                                  .title = "a password is saved in clear text",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .files = engine::Files::all};

}  // namespace certlift::plain_password
