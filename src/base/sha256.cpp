#include "base/sha256.h"

#include <mbedtls/md.h>

#include <array>
#include <cassert>

namespace certlift {

// The digest interface, because it is the same in mbedTLS 2 and 3.
std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  [[maybe_unused]] const int failed =
      mbedtls_md(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256),
                 reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  assert(!failed);
  constexpr std::string_view hex_digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    hex += hex_digits[byte >> 4U];
    hex += hex_digits[byte & 15U];
  }
  return hex;
}

}  // namespace certlift
