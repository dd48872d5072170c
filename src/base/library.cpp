#include "base/library.h"

#include <mbedtls/version.h>

namespace certlift {

Library mbedtls_library() {
  return {"Mbed TLS", MBEDTLS_VERSION_STRING};
}

}  // namespace certlift
