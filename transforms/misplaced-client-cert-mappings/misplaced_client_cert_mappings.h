#pragma once

#include "engine/transform.h"

namespace certlift {

/// Certificate mappings saved below a site, where IIS does not read them; lifted to the site.
extern const engine::Transform misplaced_client_cert_mappings;

}  // namespace certlift
