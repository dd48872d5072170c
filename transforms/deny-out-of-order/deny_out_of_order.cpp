#include "allow_index.h"
#include "engine/transform.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::deny_out_of_order {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Many-to-one mappings with `permissionMode="Deny"` behind one that allows, where each rule of the Allow is also a rule of the
Deny, to the letter: what fits the Deny has fitted the Allow already. A misplaced Deny is also compared with the mappings
that it will meet at the site once the mappings are lifted. Different patterns are not compared, even if one `*` seems to
include the other: their grammar is not documented. Mappings without rules, or with `enabled="false"`, are left alone.

## Why it matters

IIS tries the many-to-one mappings of a site from the first to the last, those of the server before those of the site, and
takes the first that fits. The Deny is never used: a client that it is to turn away is logged on as the user of the Allow.

## What the fix does

Nothing: it only reports. Put the Deny before the Allow (IIS Manager: Configuration Editor, or move the element in the file).
If the Allow stands at the server level, `<clear />` the inherited mappings at the site and add those that are wanted.

## What it requires

Nothing. Where a lift brings the two into one list, it requires `--accept changes-order`.

## Sources

- Configuration reference, `manyToOneMappings/add`: permissionMode, with a Deny for a part of those that are allowed
- Windows Server 2008 R2, "Many-to-one mapping": a rule higher in the list has the higher priority, the other one is ignored
)";

constexpr auto many_to_one = iis::MappingKind::many_to_one;

enum class When { now, once_lifted };

std::string described(const iis::Mapping& deny, const iis::Mapping& allow, When when) {
  const std::string at = " (" + deny.element.document().place(allow.element.span().begin) + ")";
  const std::string every = " and matches every certificate that the Deny is for";
  if (when == When::now)
    return "the Deny " + deny.label() + " is never used: the Allow " + allow.label() + at +
           " comes before it" + every + ". Put the Deny first";
  return "once the mappings are lifted, the Deny " + deny.label() + " may never be used: the Allow " +
         allow.label() + at + " can come before it at the site" + every +
         ". See to it that the Deny comes first there";
}

/// Goes over the lists of one site after the other; over what they inherit only once.
class Reader {
 public:
  std::vector<Finding> read(const std::vector<iis::MappingSite>& sites) {
    if (!sites.empty() && sites.front().mappings.server)
      read_in_order(*sites.front().mappings.server, server_);
    for (const iis::MappingSite& site : sites) read_site(site);
    return std::move(findings_);
  }

 private:
  void read_site(const iis::MappingSite& site) {
    if (site.misplaced.empty() && !site.mappings.uses(many_to_one)) return;
    const bool inherits = !site.mappings.inherited(many_to_one).empty();
    AllowIndex own(inherits ? &server_ : nullptr);
    if (site.mappings.site) read_in_order(*site.mappings.site, own);
    AllowIndex below(&own);
    for (const iis::MappingSection* section : site.misplaced)
      for (const iis::Mapping* mapping : section->standing[static_cast<std::size_t>(many_to_one)])
        if (section->is_live(*mapping)) below.add({section, mapping});
    for (const iis::MappingSection* section : site.misplaced) read_misplaced(*section, below);
  }

  /// Adds the section's own to what comes before them.
  void read_in_order(const iis::MappingSection& section, AllowIndex& before) {
    for (const iis::Mapping* mapping : section.standing[static_cast<std::size_t>(many_to_one)]) {
      if (!section.is_live(*mapping)) continue;
      if (const auto* allow = before.find_wider(*mapping)) report(section, *mapping, *allow, When::now);
      before.add({&section, mapping});
    }
  }

  /// `below`: all that is at the site or misplaced below it. In which order they are lifted is not known if a
  /// lift is refused.
  void read_misplaced(const iis::MappingSection& section, const AllowIndex& below) {
    AllowIndex before;
    for (const iis::Mapping* mapping : section.standing[static_cast<std::size_t>(many_to_one)]) {
      if (!section.is_live(*mapping)) continue;
      if (const auto* allow = before.find_wider(*mapping))
        report(section, *mapping, *allow, When::now);
      else if (const auto* other = below.find_wider(*mapping, &section))
        report(section, *mapping, *other, When::once_lifted);
      before.add({&section, mapping});
    }
  }

  void report(const iis::MappingSection& section, const iis::Mapping& deny, const iis::Mapping& allow,
              When when) {
    Finding finding = engine::finding_at(deny.element, section.location->path, Severity::warning,
                                         described(deny, allow, when));
    finding.subject = deny.hallmark();
    findings_.push_back(std::move(finding));
  }

  AllowIndex server_;
  std::vector<Finding> findings_;
};

std::vector<Finding> find(const iis::HostConfig& config) {
  const auto denies = [](const iis::UsedMapping& used) { return used.mapping->deny; };
  if (std::ranges::none_of(iis::used_mappings(config), denies)) return {};
  return Reader().read(iis::mapping_sites(config));
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "deny-out-of-order",
    .title = "a Deny mapping comes behind an Allow that takes its certificates",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance =
        "clients that a Deny mapping is to turn away are logged on as the user of an Allow before it"};

}  // namespace certlift::deny_out_of_order
