#include "logs/trace.h"

#include <algorithm>

namespace certlift::logs {

std::string ErrorStatus::code() const {
  return std::to_string(status) + (sub_status == 0 ? "" : "." + std::to_string(sub_status));
}

const TraceHead& Trace::head_or_empty() const {
  static const TraceHead empty;
  return head ? *head : empty;
}

const ErrorStatus& Trace::error_or_empty() const {
  static const ErrorStatus empty;
  return first_error ? *first_error : empty;
}

bool Trace::reached_authentication() const {
  return std::ranges::any_of(stages, [](const AuthenticateStage& stage) { return !stage.calls.empty(); });
}

}  // namespace certlift::logs
