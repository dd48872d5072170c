#include "engine/registry.h"

#include "misplaced-client-cert-mappings/misplaced_client_cert_mappings.h"

#include <array>

namespace certlift::engine {

std::span<const Transform> registry() {
  static const std::array transforms{
      misplaced_client_cert_mappings,
  };
  return transforms;
}

}  // namespace certlift::engine
