#pragma once

#include "lift_site.h"

namespace certlift::misplaced_client_cert_mappings {

/// Gives every candidate that a person has to decide about its refusal: what cannot be said at a site, what
/// IIS would choke on, what would wake up. Conflicts between candidates concern only those that are party to
/// them.
void refuse_where_uncertain(const iis::HostConfig& config, LiftSite& site);

}  // namespace certlift::misplaced_client_cert_mappings
