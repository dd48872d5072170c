#include "text/library.h"

#include <utf8proc.h>

namespace certlift::text {

Library utf8proc_library() {
  return {"utf8proc", utf8proc_version()};
}

Library utfcpp_library() {
  return {"utfcpp", CERTLIFT_UTFCPP_VERSION};  // its headers do not say it; CMakeLists.txt does
}

}  // namespace certlift::text
