#include "pipeline/status.h"
#include "render/freb_report.h"
#include "render/report.h"

#include <algorithm>

namespace certlift::render {
namespace {

using logs::Deed;
using logs::Verdict;

/// "0x80070005, ERROR_ACCESS_DENIED".
std::string error_words(std::uint32_t error) {
  const auto* const known = pipeline::error_number(std::to_string(error));
  return pipeline::hexadecimal(error) + (known == nullptr ? "" : ", " + std::string(known->name));
}

/// "IIS Web Core answered 401.2 (0x80070005, ERROR_ACCESS_DENIED)".
std::string answer_words(const logs::ErrorStatus& error) {
  std::string text = in_one_line(error.module) + " answered " + error.code();
  if (error.error != 0) text += " (" + error_words(error.error) + ")";
  return text;
}

std::string title_of(const std::string& code) {
  const auto row = std::ranges::find(pipeline::statuses(), std::string_view(code), &pipeline::Status::code);
  return row == pipeline::statuses().end() ? "" : ": " + std::string(row->title);
}

std::string place_of(const diagnosis::TraceTie& tie) {
  return in_one_line(tie.file) + (tie.cause ? ":" + std::to_string(tie.cause->position.line) : std::string());
}

std::string why_no_user(const TraceReport& log) {
  if (log.tie && log.tie->is_misplaced())
    return ", because the mappings at " + place_of(*log.tie) + " are not read; run certlift fix";
  if (log.judgement.is_over_http) return "; it came over http, where no client certificate can come";
  if (log.judgement.is_first_leg == true)
    return "; normal for a first request, for the answer asks the client to authenticate (WWW-Authenticate)";
  return "";
}

std::string no_user_words(const TraceReport& log) {
  const logs::ErrorStatus& error = log.trace.error_or_empty();
  return in_one_line(error.module) + " answered " + error.code() + ": no module set a user" +
         why_no_user(log);
}

std::string user_words(const TraceReport& log) {
  const std::string user = in_one_line(log.judgement.user.value_or(""));
  if (log.judgement.module.empty()) return "the user is " + user + "; which module set it is not in the log";
  return in_one_line(log.judgement.module) + " set user " + user;
}

std::string anonymous_words(const TraceReport& log) {
  std::string text = log.judgement.module.empty()
                         ? "the request got in as the anonymous user"
                         : in_one_line(log.judgement.module) + " let the request in as the anonymous user";
  if (log.tie && log.tie->is_misplaced())
    text += ", and the mappings at " + place_of(*log.tie) + " are not read; run certlift fix";
  return text;
}

std::string broken_words(const logs::ErrorStatus& error) {
  std::string text = answer_words(error) + ": the configuration cannot be read";
  if (!error.config_file.empty())
    text += ": " + in_one_line(error.config_file) + ", line " + std::to_string(error.config_line);
  return text;
}

std::string logon_words(const TraceReport& log) {
  const std::string text = answer_words(log.trace.error_or_empty());
  return log.judgement.is_first_leg == true
             ? text + ": a handshake that is not finished; normal, the client goes on with the next request"
             : text + ": the logon failed";
}

std::string not_reached_words(const logs::Trace& trace) {
  const std::string text = "the request ended before authentication";
  return trace.first_error ? text + ": " + answer_words(*trace.first_error) : text;
}

std::string poor_words(const logs::Trace& trace) {
  const std::string text = "the log does not tell: ";
  if (!trace.head) return text + "its beginning is missing";
  if (trace.was_truncated) return text + "IIS cut it off at the size limit (maxLogFileSizeKB)";
  if (!trace.has_start) return text + "its first events are missing";
  if (!trace.has_end) return text + "its end is missing";
  return text + "the events that would tell were not traced";
}

}  // namespace

bool TraceReport::is_fault() const {
  if (error) return false;  // that is told by itself
  switch (judgement.verdict) {
    case Verdict::no_user_set:
    case Verdict::logon_failed:
      return judgement.is_first_leg != true;
    case Verdict::denied_by_access_flags:
    case Verdict::configuration_broken:
      return true;
    default:
      return tie && tie->cause && tie->cause->severity != engine::Severity::note;
  }
}

std::string sentence_of(const TraceReport& log) {
  switch (log.judgement.verdict) {
    case Verdict::no_user_set:
      return no_user_words(log);
    case Verdict::user_set:
      return user_words(log);
    case Verdict::anonymous:
      return anonymous_words(log);
    case Verdict::logon_failed:
      return logon_words(log);
    case Verdict::denied_by_access_flags:
      return answer_words(log.trace.error_or_empty()) + title_of(log.trace.error_or_empty().code());
    case Verdict::configuration_broken:
      return broken_words(log.trace.error_or_empty());
    case Verdict::not_reached:
      return not_reached_words(log.trace);
    default:
      return poor_words(log.trace);
  }
}

std::string words_of(const logs::ModuleCall& call, bool had_user) {
  switch (call.deed) {
    case Deed::looked:
      return "set no user";
    case Deed::is_off:
      return "off";
    case Deed::set_user:
      return call.user.empty() ? "set the anonymous user" : "set user " + in_one_line(call.user);
    case Deed::logon_failed:
      return "logon failed" + (call.error == 0 ? std::string() : ": " + error_words(call.error));
    case Deed::half_way:
      return "not finished: the client goes on";
    case Deed::not_finished:
      return "began; the log ends here";
    default:
      return had_user ? "nothing: there was a user" : "nothing";
  }
}

}  // namespace certlift::render
