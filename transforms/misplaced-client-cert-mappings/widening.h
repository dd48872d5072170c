#pragma once

#include "plan.h"

#include <string>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// Paths of the site that request a certificate, and some mapping works there too that was meant for
/// elsewhere.
std::vector<std::string> widened_paths(const iis::HostConfig& config, const LiftSite& site,
                                       const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
