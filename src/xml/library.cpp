#include "xml/library.h"

#include <pugixml.hpp>

namespace certlift::xml {

Library pugixml_library() {
  // 1130 is 1.13, and 1131 would be 1.13.1
  constexpr int major = PUGIXML_VERSION / 1000, minor = PUGIXML_VERSION % 1000 / 10,
                patch = PUGIXML_VERSION % 10;
  const std::string version = std::to_string(major) + "." + std::to_string(minor);
  return {"pugixml", patch == 0 ? version : version + "." + std::to_string(patch)};
}

}  // namespace certlift::xml
