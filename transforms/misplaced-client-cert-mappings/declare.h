#pragma once

#include "engine/transform.h"
#include "plan.h"

#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// What the plan changes in what the configuration says: the section is gone where it was, and stands at the
/// site with exactly this content. Made from the model, not from the edits, so that one can be held against
/// the other.
std::vector<iis::MeaningChange> changes_of(const LiftSite& site, const LiftPlan& plan);

/// The mappings that must be effective at the site afterwards: those that are today, and the lifted ones.
engine::DeclaredMappings mappings_of(const LiftSite& site, const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
