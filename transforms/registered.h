#pragma once

#include "engine/transform.h"

/// Every transform, sorted: the one line that a new folder needs.
#define CERTLIFT_TRANSFORMS(TRANSFORM) TRANSFORM(misplaced_client_cert_mappings)

namespace certlift {

#define CERTLIFT_DECLARE(name) extern const engine::Transform name;
CERTLIFT_TRANSFORMS(CERTLIFT_DECLARE)
#undef CERTLIFT_DECLARE

}  // namespace certlift
