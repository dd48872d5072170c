#include "library/prediction.h"

#include "base/sha256.h"
#include "pipeline/simulate.h"

#include <utility>

namespace certlift::library {

Result<render::SimulatedRequest> simulated(const engine::Repair& states, const pipeline::Request& request,
                                           CertificateKnowledge knowledge) {
  render::SimulatedRequest shown{.url = pipeline::text_of(request.url), .method = request.method};
  if (const iis::ClientCertificate* certificate = request.certificate)
    shown.certificate = {iis::shown_name(certificate->subject), sha256(certificate->der)};
  auto now = pipeline::simulate(states.before->config, request);
  if (!now) return std::unexpected(now.error());
  auto after = pipeline::simulate(states.after->config, request);
  if (!after) return std::unexpected(after.error());
  shown.now = *std::move(now);
  shown.after = *std::move(after);
  if (knowledge == CertificateKnowledge::assumed)
    shown.now.assumptions.push_back(
        {"the client has no certificate", "--certificate FILE, or --no-certificate"});
  return shown;
}

}  // namespace certlift::library
