#include "engine/registry.h"

#include "registered.h"

#include <array>

namespace certlift::engine {

std::span<const Transform> registry() {
#define CERTLIFT_ROW(name) name,
  static const std::array transforms{CERTLIFT_TRANSFORMS(CERTLIFT_ROW)};
#undef CERTLIFT_ROW
  return transforms;
}

}  // namespace certlift::engine
