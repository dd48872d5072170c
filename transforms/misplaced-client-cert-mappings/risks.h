#pragma once

#include "engine/transform.h"
#include "plan.h"

#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// What the lift does besides what it is for, for `--accept`.
std::vector<engine::Risk> risks_of(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
