#include "widening.h"

#include "iis/certificate_request.h"
#include "iis/schema.h"
#include "iis/web_configs.h"

#include <algorithm>
#include <map>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::MappingKind;

/// Whether `section` removes mappings of `meant` that stand above it.
bool removes(const iis::MappingSection& section, const iis::MappingSection& meant) {
  return section.own_enabled() == false || std::ranges::any_of(iis::mapping_kinds, [&](MappingKind kind) {
           return meant.has_live(kind) &&
                  (section.own_switch(kind) == false || section.clears[static_cast<std::size_t>(kind)]);
         });
}

/// Whether its tag is kept from applications below.
bool is_kept_back(const iis::MappingSection* section) {
  return section->location->has_inherit();
}

/// Where the lifted sections would be effective as they stand, if IIS read every level.
class Intent {
 public:
  Intent(const iis::HostConfig& config, const LiftPlan& plan) : config_(config) {
    for (const Candidate* candidate : plan.lifted)
      lifted_.emplace(candidate->section->element.span().begin, candidate);
  }

  /// How many of them at the path: they stand there or above, their tag is not kept from applications, and no
  /// section on the way removes them.
  std::size_t count(const iis::LocationPath& path) {
    std::vector<const iis::MappingSection*> meant;
    for (const auto* level : config_.stored(iis::section::iis_certificate_mapping).on_the_way(path.key())) {
      std::erase_if(meant, is_kept_back);
      if (!meant.empty())
        for (const iis::StoredSection& stored : *level)
          std::erase_if(meant, [&](const auto* above) {
            return removes(iis::mapping_section(config_, stored), *above);
          });
      for (const iis::StoredSection& stored : *level)
        if (const auto found = lifted_.find(stored.element.span().begin); found != lifted_.end())
          meant.push_back(found->second->section);
    }
    std::erase_if(
        meant, [&](const auto* section) { return is_kept_back(section) && section->location->path != path; });
    return meant.size();
  }

 private:
  const iis::HostConfig& config_;
  std::map<std::size_t, const Candidate*> lifted_;  ///< by offset
};

}  // namespace

WidenedPaths widened_paths(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan) {
  Intent intent(config, plan);
  WidenedPaths widened;
  for (const iis::LocationPath& path : iis::counted_paths(config, site.path)) {
    const bool requests = iis::may_ask_for_certificate(config, path);
    if (!requests && !iis::is_delegated_unread(config, iis::section::access, path)) continue;
    if (intent.count(path) < plan.lifted.size())
      (requests ? widened.requesting : widened.delegated).push_back(path.text());
  }
  return widened;
}

}  // namespace certlift::misplaced_client_cert_mappings
