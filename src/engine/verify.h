#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/transform.h"
#include "text/edit.h"

/// The laws that every run is held against before a byte is written. A broken one is certlift's own fault.
namespace certlift::engine {

/// "It is local": outside the edits no byte has changed, and the inverse edits give the original back.
Result<void> verify_local(std::string_view before, std::string_view after, const text::EditSet& edits);

/// "It is mended": no finding that a fix was made for is found again, and no error or warning has come that was not
/// there before.
Result<void> verify_mended(std::span<const Finding> before, std::span<const Finding> fixed,
                           std::span<const Finding> after);

}  // namespace certlift::engine
