#pragma once

#include "base/result.h"
#include "engine/fix.h"
#include "iis/client_certificate.h"
#include "pipeline/prediction.h"
#include "render/simulate_report.h"

#include <optional>

namespace certlift::library {

/// What is known of the client's certificate.
enum class CertificateKnowledge {
  said,     ///< it has the one of the request, or none, if there is none
  assumed,  ///< there is none in the request, and that is assumed aloud
};

/// One request as it is answered now, and as it would be after the fix. Errors: as of pipeline::simulate().
Result<render::SimulatedRequest> simulated(const engine::Repair& states, const pipeline::Request& request,
                                           CertificateKnowledge knowledge);

}  // namespace certlift::library
