#pragma once

#include "logs/markup_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace certlift::logs {

/// The areas of IIS's trace provider, each known by the GUID of its events.
enum class TraceArea { general, authentication, security, notifications, truncation, other };

/// What is read of an event's data; whatever else it holds is passed over unread.
enum class EventField {
  module_name,
  notification,
  is_post,
  notification_status,
  http_status,
  http_sub_status,
  error_code,
  config_exception,
  request_url,
  user_name,
  header_name,
  auth_type_supported,
  count
};

/// An event, by area and number: texts are translated, these are not.
struct TraceEvent {
  TraceArea area = TraceArea::other;
  unsigned number = 0;
  std::array<std::string, static_cast<std::size_t>(EventField::count)> fields = {};

  const std::string& text(EventField field) const { return fields[static_cast<std::size_t>(field)]; }
  std::uint32_t number_of(EventField field) const;  ///< 0: none
};

/// Gathers events from tokens.
class EventGatherer {
 public:
  /// Whether the token has completed an event, which event() is then.
  bool take(const Token& token);
  const TraceEvent& event() const { return event_; }

 private:
  enum class Part { none, event, system, number, data, rendering, tracing, guid };

  void open(const Token& token);
  bool close(std::string_view name);

  TraceEvent event_;
  Part part_ = Part::none;
  std::string* value_ = nullptr;  ///< where text goes; nullptr: nowhere
  std::string number_, guid_;
};

/// The URL without what may be secret: query, fragment, user and password.
std::string bare_url(std::string_view url);

}  // namespace certlift::logs
