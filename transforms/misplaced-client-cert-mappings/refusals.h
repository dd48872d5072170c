#pragma once

#include "lift_site.h"

namespace certlift::misplaced_client_cert_mappings {

/// Gives every candidate that requires a decision its refusal: what cannot be expressed at a site, what IIS
/// could not read, what would become active. Conflicts between candidates concern only those that are party
/// to them.
void refuse_where_uncertain(const iis::HostConfig& config, LiftSite& site);

}  // namespace certlift::misplaced_client_cert_mappings
