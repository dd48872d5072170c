#include "logs/trace.h"

#include <algorithm>

namespace certlift::logs {

std::string ErrorStatus::code() const {
  return std::to_string(status) + (sub_status == 0 ? "" : "." + std::to_string(sub_status));
}

bool Trace::reached_authentication() const {
  return std::ranges::any_of(stages, [](const AuthenticateStage& stage) { return !stage.calls.empty(); });
}

}  // namespace certlift::logs
