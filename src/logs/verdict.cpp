#include "logs/verdict.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::logs {
namespace {

constexpr std::string_view core = "IIS Web Core";
constexpr std::uint32_t access_denied = 0x80070005;
constexpr std::uint32_t no_credentials = 0x8009030E;  ///< of a handshake that is not finished
constexpr std::array<unsigned, 7> access_sub_statuses{4, 5, 7, 12, 13, 16, 17};

/// What an error means, if it is one of those that decide.
std::optional<Verdict> meaning_of(const ErrorStatus& error) {
  if (error.status == 500 && error.sub_status == 19) return Verdict::configuration_broken;
  if (error.status == 403 &&
      std::ranges::find(access_sub_statuses, error.sub_status) != access_sub_statuses.end())
    return Verdict::denied_by_access_flags;
  if (error.status == 401 && error.sub_status == 1) return Verdict::logon_failed;
  const bool is_core = error.module == core && error.notification == authenticate_request;
  if (error.status == 401 && error.sub_status == 2 && error.error == access_denied && is_core &&
      !error.had_user)
    return Verdict::no_user_set;
  return std::nullopt;
}

/// Whether an answer with this status may come from an error that decides.
bool may_be_decisive(std::string_view status) {
  return status.empty() || status.starts_with("401") || status.starts_with("403.") || status == "500.19";
}

/// The first error, if it is surely the whole log's first: of a log whose beginning is missing it is, if it
/// has become the answer.
const ErrorStatus* cause_of(const Trace& trace) {
  if (!trace.head || !trace.first_error) return nullptr;
  const bool is_first = trace.has_start || trace.first_error->code() == trace.head->status;
  return is_first ? &*trace.first_error : nullptr;
}

/// Who set the user of the request itself, and as whom.
void add_user(const Trace& trace, Judgement& judgement) {
  const AuthenticateStage& own = trace.decisive();
  const bool is_own = trace.has_start && own.user.has_value();
  const std::optional<std::string>& user = is_own ? own.user : trace.head_or_empty().user;
  if (!user) return;
  judgement.user = user;
  judgement.verdict = user->empty() ? Verdict::anonymous : Verdict::user_set;
  if (own.user == user) judgement.module = own.set_by;
}

void add_setup(const Trace& trace, Judgement& judgement) {
  const AuthenticateStage& own = trace.decisive();
  const auto called = [&](std::string_view module) {
    return std::ranges::find(own.calls, module, &ModuleCall::module) != own.calls.end();
  };
  judgement.is_over_http = trace.head_or_empty().url.starts_with("http:");
  judgement.lacks_mapping_module =
      trace.is_whole() && !own.calls.empty() && own.left_out == 0 && !called(certificate_mapping_module);
  if (!trace.challenges.empty())
    judgement.is_first_leg = true;
  else if (trace.is_whole())
    judgement.is_first_leg = false;
  if (judgement.is_over_http || judgement.lacks_mapping_module || judgement.is_first_leg == true)
    judgement.is_certificate_setup = false;
  else if (judgement.is_first_leg == false && called(certificate_mapping_module))
    judgement.is_certificate_setup = true;
}

bool is_half_way(const Trace& trace, const ErrorStatus& error) {
  const auto half_way = [&](const ModuleCall& call) {
    return call.module == error.module && call.deed == Deed::half_way;
  };
  return error.error == no_credentials ||
         std::ranges::any_of(trace.stages, [&](const AuthenticateStage& stage) {
           return std::ranges::any_of(stage.calls, half_way);
         });
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  constexpr std::array<std::string_view, 8> names{
      "no-user-set",          "user-set",    "anonymous", "logon-failed", "denied-by-access-flags",
      "configuration-broken", "not-reached", "too-poor"};
  return names[static_cast<std::size_t>(verdict)];
}

Judgement judge(const Trace& trace) {
  Judgement judgement;
  if (!trace.head) return judgement;
  const ErrorStatus* const cause = cause_of(trace);
  if (const auto meaning = cause == nullptr ? std::nullopt : meaning_of(*cause)) {
    judgement.verdict = *meaning;
    judgement.module = cause->module;
    if (*meaning == Verdict::logon_failed) judgement.is_first_leg = is_half_way(trace, *cause);
    if (*meaning == Verdict::no_user_set) add_setup(trace, judgement);
    return judgement;
  }
  if (trace.is_whole() || !may_be_decisive(trace.head->status)) add_user(trace, judgement);
  const bool is_decided = judgement.verdict != Verdict::too_poor;
  if (!is_decided && trace.is_whole() && trace.has_notifications && !trace.reached_authentication() &&
      !may_be_decisive(trace.head->status))
    judgement.verdict = Verdict::not_reached;
  return judgement;
}

}  // namespace certlift::logs
