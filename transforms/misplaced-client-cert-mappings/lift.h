#pragma once

#include "engine/transform.h"
#include "plan.h"

#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// The byte edits that carry out the plan.
std::vector<text::Edit> edits_of(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
