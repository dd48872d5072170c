#pragma once

#include "text/lines.h"

#include <string>

namespace certlift::engine {

/// Why a finding is left alone: its fix is not made, and it does not count.
struct Ignored {
  enum class By {
    comment,
    baseline,  ///< it was known before
  };
  By by = By::comment;
  std::string reason = {};       ///< as the comment gives it; may be empty
  text::Position position = {};  ///< of the comment
};

}  // namespace certlift::engine
