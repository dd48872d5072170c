#pragma once

#include "plan.h"

#include <string>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// Paths of the site where some mapping works too that was meant for elsewhere.
struct WidenedPaths {
  std::vector<std::string> requesting;  ///< a certificate
  std::vector<std::string> delegated;   ///< web.config files can request one, and were not read
};
WidenedPaths widened_paths(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
