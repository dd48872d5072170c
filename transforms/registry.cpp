#include "engine/registry.h"

#include <array>

/// The namespace of every transform, sorted: the one line that a new folder needs.
#define CERTLIFT_TRANSFORMS(TRANSFORM)      \
  TRANSFORM(ad_mapping_on)                  \
  TRANSFORM(anonymous_still_on)             \
  TRANSFORM(certificate_not_requested)      \
  TRANSFORM(dead_mapping)                   \
  TRANSFORM(deny_out_of_order)              \
  TRANSFORM(duplicate_mapping)              \
  TRANSFORM(expired_certificate)            \
  TRANSFORM(invalid_section)                \
  TRANSFORM(late_certificate_request)       \
  TRANSFORM(mapping_module_missing)         \
  TRANSFORM(mapping_without_rules)          \
  TRANSFORM(mapping_without_user)           \
  TRANSFORM(misplaced_client_cert_mappings) \
  TRANSFORM(no_authentication)              \
  TRANSFORM(no_https_binding)               \
  TRANSFORM(nothing_mapped)                 \
  TRANSFORM(odd_ignore_comment)             \
  TRANSFORM(odd_ssl_flags)                  \
  TRANSFORM(orphan_location)                \
  TRANSFORM(plain_password)                 \
  TRANSFORM(section_not_read)               \
  TRANSFORM(small_upload_read_ahead)        \
  TRANSFORM(unreadable_certificate)

namespace certlift {

#define CERTLIFT_DECLARE(name)              \
  namespace name {                          \
  extern const engine::Transform transform; \
  }
CERTLIFT_TRANSFORMS(CERTLIFT_DECLARE)
#undef CERTLIFT_DECLARE

std::span<const engine::Transform> engine::registry() {
#define CERTLIFT_ROW(name) name::transform,
  static const std::array transforms{CERTLIFT_TRANSFORMS(CERTLIFT_ROW)};
#undef CERTLIFT_ROW
  return transforms;
}

}  // namespace certlift
