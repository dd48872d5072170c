#pragma once

#include <string>

namespace certlift {

/// A library that the program is linked with, in the version that it says itself.
struct Library {
  std::string name;
  std::string version;

  bool operator==(const Library&) const = default;
};

Library mbedtls_library();

}  // namespace certlift
