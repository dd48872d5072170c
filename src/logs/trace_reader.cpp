#include "logs/trace_reader.h"

#include "logs/file_kind.h"
#include "logs/trace_event.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace certlift::logs {
namespace {

constexpr std::size_t most_stages = 100, most_calls = 100, most_challenges = 16;

// Numbers of events, by area.
enum General : unsigned {
  request_start = 1,
  request_end = 2,
  child_start = 31,
  child_end = 32,
  user_was_set = 44,
  response_header_was_set = 56
};
enum Notifications : unsigned { module_start = 1, module_end = 2, error_status = 16 };
enum Authentication : unsigned {
  auth_start = 10,
  auth_type_requested = 27,
  auth_end = 28,
  sspi_continues = 23
};
/// Bad anonymous account, password to be changed (three of them), a failed logon of each kind, Kerberos
/// failed.
constexpr std::array<unsigned, 9> logon_failures{13, 14, 15, 17, 18, 19, 21, 24, 55};
constexpr std::uint32_t anonymous_type = 1;

std::string value_of(std::string_view attributes, std::string_view name) {
  return without_references(attribute_value(attributes, name));
}

TraceHead head_of(std::string_view attributes) {
  TraceHead head{.url = bare_url(value_of(attributes, "url")),
                 .app_pool = value_of(attributes, "appPoolId"),
                 .verb = value_of(attributes, "verb"),
                 .status = value_of(attributes, "statusCode"),
                 .authentication = value_of(attributes, "authenticationType")};
  const std::string site = value_of(attributes, "siteId");
  std::from_chars(site.data(), site.data() + site.size(), head.site_id);
  for (const std::string_view name : {"userName", "remoteUserName"})
    if (!head.user && has_attribute(attributes, name)) head.user = value_of(attributes, name);
  return head;
}

/// `\\?\C:\site\web.config ( 8) :what is wrong`: the file and the line. What is wrong is translated, and may
/// quote a value.
void read_config_place(std::string_view text, ErrorStatus& error) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  text.remove_prefix(begin);
  const std::size_t bracket = text.find(" (");
  if (bracket == std::string_view::npos) return;
  std::string_view file = text.substr(0, bracket);
  if (file.starts_with("\\\\?\\")) file.remove_prefix(4);
  std::string_view line = text.substr(bracket + 2);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  std::size_t number = 0;
  const auto [end, trouble] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (trouble != std::errc() || !line.substr(static_cast<std::size_t>(end - line.data())).starts_with(')'))
    return;
  error.config_file = file;
  error.config_line = number;
}

/// Puts a trace together from its events.
class Gathering {
 public:
  Gathering() { trace_.stages.emplace_back(); }

  void take_head(std::string_view attributes) {
    if (!trace_.head && trace_.events == 0) trace_.head = head_of(attributes);
  }

  void take(const TraceEvent& event) {
    if (event.area == TraceArea::other) return;
    const bool is_first = trace_.events++ == 0;
    if (event.area == TraceArea::truncation) trace_.was_truncated = true;
    if (event.area == TraceArea::general) take_general(event, is_first);
    if (event.area == TraceArea::authentication) take_authentication(event);
    if (event.area == TraceArea::notifications) take_notification(event);
  }

  Trace finish() && { return std::move(trace_); }

 private:
  AuthenticateStage& stage() { return trace_.stages[open_.back()]; }

  /// A module that was called and has not returned. One may run inside another: in a child request, or to map
  /// a path.
  struct Running {
    std::string module;
    std::optional<std::size_t> stage;  ///< of trace_.stages, if it was called to authenticate
    std::size_t call = 0;              ///< of its calls
  };

  std::string running_module() const { return running_.empty() ? "" : running_.back().module; }

  /// The call that is not over yet.
  ModuleCall* call() {
    const std::optional<std::size_t> at = running_.empty() ? std::nullopt : running_.back().stage;
    return at ? &trace_.stages[*at].calls[running_.back().call] : nullptr;
  }

  void decide_here() {
    if (!trace_.deciding_stage && unkept_ == 0) trace_.deciding_stage = open_.back();
  }

  void take_general(const TraceEvent& event, bool is_first) {
    switch (event.number) {
      case request_start:
        if (is_first) trace_.has_start = true;
        stage().url = bare_url(event.text(EventField::request_url));
        return;
      case request_end:
        if (depth_ == 0) trace_.has_end = true;
        return;
      case child_start:
        return begin_child(event);
      case child_end:
        return end_child();
      case user_was_set:
        return set_user(event.text(EventField::user_name));
      case response_header_was_set:
        if (is_challenge(event.text(EventField::header_name))) add_challenge();
        return;
      default:
        return;
    }
  }

  void begin_child(const TraceEvent& event) {
    ++depth_;
    if (trace_.stages.size() == most_stages) {
      ++trace_.stages_left_out;
      ++unkept_;
      return;
    }
    open_.push_back(trace_.stages.size());
    trace_.stages.push_back({.url = bare_url(event.text(EventField::request_url)), .level = depth_});
  }

  void end_child() {
    if (depth_ == 0) return;  // its start is missing
    --depth_;
    if (unkept_ > 0)
      --unkept_;
    else
      open_.pop_back();
  }

  void set_user(const std::string& user) {
    if (unkept_ > 0) return;
    decide_here();
    AuthenticateStage& now = stage();
    now.user = user;
    now.set_by = running_module();
    if (ModuleCall* const open = call()) {
      open->deed = Deed::set_user;
      open->user = user;
    }
  }

  static bool is_challenge(std::string_view header) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(header, std::string_view("www-authenticate"), {}, lower);
  }

  void add_challenge() {
    const std::string module = running_module();
    const bool is_known = std::ranges::find(trace_.challenges, module) != trace_.challenges.end();
    if (!is_known && trace_.challenges.size() < most_challenges) trace_.challenges.push_back(module);
  }

  void take_authentication(const TraceEvent& event) {
    trace_.has_authentication = true;
    ModuleCall* const open = call();
    if (open == nullptr) return;
    if (event.number == auth_start) {
      open->deed = Deed::looked;
      is_anonymous_ = event.number_of(EventField::auth_type_supported) == anonymous_type;
      is_requested_ = false;
    } else if (event.number == auth_type_requested) {
      is_requested_ = true;
    } else if (event.number == auth_end) {
      if (open->deed == Deed::looked && is_anonymous_ && is_requested_) open->deed = Deed::is_off;
    } else if (event.number == sspi_continues) {
      open->deed = Deed::half_way;
    } else if (std::ranges::find(logon_failures, event.number) != logon_failures.end()) {
      open->deed = Deed::logon_failed;
      open->error = event.number_of(EventField::error_code);
    }
  }

  void take_notification(const TraceEvent& event) {
    if (event.number == error_status) return take_error(event);
    if (event.number != module_start && event.number != module_end) return;
    trace_.has_notifications = true;
    if (event.number == module_start)
      begin_call(event);
    else
      end_call(event.text(EventField::module_name));
  }

  void begin_call(const TraceEvent& event) {
    if (running_.size() == most_calls) running_.clear();  // their ends are missing
    running_.push_back({.module = event.text(EventField::module_name), .stage = {}});
    if (event.number_of(EventField::notification) != authenticate_request || unkept_ > 0) return;
    AuthenticateStage& now = stage();
    if (now.calls.size() == most_calls) {
      ++now.left_out;
      return;
    }
    running_.back().stage = open_.back();
    running_.back().call = now.calls.size();
    now.calls.push_back({.module = event.text(EventField::module_name),
                         .deed = Deed::not_finished,
                         .is_after = event.text(EventField::is_post) == "true"});
  }

  /// What was called later and has not returned never will.
  void end_call(const std::string& module) {
    const auto last = std::ranges::find(running_.rbegin(), running_.rend(), module, &Running::module);
    if (last == running_.rend()) return;  // its start is missing
    running_.erase(last.base(), running_.end());
    if (ModuleCall* const open = call())
      if (open->deed == Deed::not_finished) open->deed = Deed::nothing;
    running_.pop_back();
  }

  void take_error(const TraceEvent& event) {
    if (trace_.first_error) return;  // what comes later follows from it
    ErrorStatus error{.module = event.text(EventField::module_name),
                      .notification = event.number_of(EventField::notification),
                      .status = event.number_of(EventField::http_status),
                      .sub_status = event.number_of(EventField::http_sub_status),
                      .error = event.number_of(EventField::error_code)};
    error.had_user = stage().user.has_value();
    decide_here();
    read_config_place(event.text(EventField::config_exception), error);
    if (ModuleCall* const open = call(); open != nullptr && error.code() == "401.1") {
      if (open->deed != Deed::half_way) open->deed = Deed::logon_failed;
      open->error = error.error;
    }
    trace_.first_error = std::move(error);
  }

  Trace trace_;
  std::vector<std::size_t> open_{0};  ///< of trace_.stages: the request, its child that runs, and so on
  std::size_t depth_ = 0, unkept_ = 0;
  std::vector<Running> running_;
  bool is_anonymous_ = false, is_requested_ = false;
};

}  // namespace

Result<Trace> read_trace(const ByteSource& source) {
  FileBeginning beginning(source);
  MarkupReader reader([&](std::span<char> space) { return beginning.read(space); });
  EventGatherer events;
  Gathering gathering;
  bool is_trace = false;
  for (;;) {
    const auto token = reader.next();
    if (!token) return std::unexpected(token.error());
    if (token->kind == TokenKind::end) break;
    if (token->kind == TokenKind::open && token->name == "failedRequest") {
      gathering.take_head(token->attributes);
      is_trace = true;
    }
    if (!events.take(*token)) continue;
    gathering.take(events.event());
    is_trace = is_trace || events.event().area != TraceArea::other;
  }
  if (!is_trace)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is " + kind_of_file(beginning.bytes()) +
                                     ", no log of Failed Request Tracing (fr000001.xml and the like)"});
  return std::move(gathering).finish();
}

}  // namespace certlift::logs
