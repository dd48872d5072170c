#include "logs/library.h"

#include <zlib.h>

namespace certlift::logs {

Library zlib_library() {
  return {"zlib", zlibVersion()};
}

}  // namespace certlift::logs
