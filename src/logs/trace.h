#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a Failed Request Tracing log says of authentication, as values. Of headers, cookies, tokens and
/// bodies nothing is kept, nor of the query of a URL. Sources: Microsoft, "Troubleshooting Failed Requests
/// Using Tracing", "Trace Areas", the event templates of PerfView; public logs.
namespace certlift::logs {

/// What a module did when it was asked to authenticate, as far as the log shows it.
enum class Deed {
  nothing,       ///< it was called, and no more is said of it
  looked,        ///< off, or on without anything it could use: a log cannot tell
  is_off,        ///< of AnonymousAuthenticationModule, which says more when it is on
  set_user,      ///< this module set the user
  logon_failed,  ///< the account could not log on
  half_way,      ///< a handshake that needs another request
  not_finished,  ///< the log ends before the module does
};

struct ModuleCall {
  std::string module;
  Deed deed = Deed::nothing;
  std::string user = {};    ///< with set_user; empty: the anonymous user
  std::uint32_t error = 0;  ///< with logon_failed: an HRESULT
  bool is_after = false;    ///< a post notification
};

/// The AUTHENTICATE_REQUEST stage of a request, or of a child request of it (a default document, and the
/// like), which goes through all stages again.
struct AuthenticateStage {
  std::string url = {};
  std::size_t level = 0;  ///< 0: the request itself; 1: its child
  std::vector<ModuleCall> calls = {};
  std::optional<std::string> user = {};  ///< that was set; empty: the anonymous one
  std::string set_by = {};               ///< the module that set it
  std::size_t left_out = 0;              ///< calls beyond those that are kept
};

/// A module, or IIS itself, has made the answer an error.
struct ErrorStatus {
  std::string module = {};
  std::uint32_t notification = 0;  ///< of the stage it happened in: 2 is AUTHENTICATE_REQUEST
  unsigned status = 0;
  unsigned sub_status = 0;
  std::uint32_t error = 0;       ///< an HRESULT
  std::string config_file = {};  ///< with 500.19: the file that cannot be read, and where; else empty
  std::size_t config_line = 0;   ///< 0: not said
  bool had_user = false;         ///< a module had set the user by then

  std::string code() const;  ///< "401.2", "404"
};
inline constexpr std::uint32_t authenticate_request = 2;

/// What the first tag says of the request as a whole.
struct TraceHead {
  std::string url = {};  ///< without query and user
  unsigned site_id = 0;  ///< 0: not said
  std::string app_pool = {};
  std::string verb = {};
  std::string status = {};               ///< "401.2", "200"
  std::optional<std::string> user = {};  ///< at the end; empty: the anonymous one; nothing: none, or not said
  std::string authentication = {};       ///< "anonymous", "NOT_AVAILABLE", "Negotiate"
};

struct Trace {
  std::optional<TraceHead> head = {};              ///< nothing: the beginning is missing
  bool has_start = false;                          ///< the first event is that of the request's start
  bool has_end = false;                            ///< the request's end was logged
  bool was_truncated = false;                      ///< by IIS, at the size limit of the rule
  bool has_notifications = false;                  ///< modules' calls were traced
  bool has_authentication = false;                 ///< events of the area Authentication
  std::vector<AuthenticateStage> stages = {};      ///< the request's own first
  std::optional<std::size_t> deciding_stage = {};  ///< where a user was set, or an error came, first
  std::optional<ErrorStatus> first_error = {};
  std::vector<std::string> challenges = {};  ///< modules that put WWW-Authenticate into the answer
  std::size_t events = 0;
  std::size_t stages_left_out = 0;

  bool is_whole() const { return head && has_start && has_end && !was_truncated; }
  bool reached_authentication() const;
  /// The same, empty where there is none.
  const TraceHead& head_or_empty() const;
  const ErrorStatus& error_or_empty() const;
  /// The stage that the verdict is about: the request's own, unless a child request came before it.
  const AuthenticateStage& decisive() const { return stages[deciding_stage.value_or(0)]; }
};

}  // namespace certlift::logs
