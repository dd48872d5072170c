#include "logs/trace_event.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace certlift::logs {
namespace {

/// More than any value that is read needs: a URL has 16 KB at most.
constexpr std::size_t longest_value = 20'000;

struct AreaGuid {
  std::string_view guid;
  TraceArea area;
};
constexpr std::array areas{AreaGuid{"D42CF7EF-DE92-473E-8B6C-621EA663113A", TraceArea::general},
                           AreaGuid{"C33BBE8F-985B-4080-81E6-005F1A06B9E2", TraceArea::authentication},
                           AreaGuid{"29347FFB-BA48-41E6-BFFD-469C5E543CA5", TraceArea::security},
                           AreaGuid{"002E91E3-E7AE-44AB-8E07-99230FFA6ADE", TraceArea::notifications},
                           AreaGuid{"00000000-0000-0000-0000-000000000000", TraceArea::truncation}};

struct FieldName {
  std::string_view name;
  EventField field;
};
/// Values of headers, bodies and tokens are not among them.
constexpr std::array field_names{FieldName{"ModuleName", EventField::module_name},
                                 FieldName{"Notification", EventField::notification},
                                 FieldName{"fIsPostNotification", EventField::is_post},
                                 FieldName{"fIsPostNotificationEvent", EventField::is_post},
                                 FieldName{"NotificationStatus", EventField::notification_status},
                                 FieldName{"HttpStatus", EventField::http_status},
                                 FieldName{"HttpSubStatus", EventField::http_sub_status},
                                 FieldName{"ErrorCode", EventField::error_code},
                                 FieldName{"ConfigExceptionInfo", EventField::config_exception},
                                 FieldName{"RequestURL", EventField::request_url},
                                 FieldName{"UserName", EventField::user_name},
                                 FieldName{"HeaderName", EventField::header_name},
                                 FieldName{"AuthTypeSupported", EventField::auth_type_supported}};

char upper(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
}

TraceArea area_of(std::string_view guid) {
  while (!guid.empty() && !std::string_view("0123456789abcdefABCDEF").contains(guid.front()))
    guid.remove_prefix(1);
  for (const AreaGuid& row : areas)
    if (guid.size() >= row.guid.size() &&
        std::ranges::equal(guid.substr(0, row.guid.size()), row.guid, {}, upper))
      return row.area;
  return TraceArea::other;
}

template <class Number>
std::optional<Number> read_decimal(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  Number number = 0;
  const auto [end, trouble] = std::from_chars(text.data() + begin, text.data() + text.size(), number);
  return trouble == std::errc() ? std::optional(number) : std::nullopt;
}

void append_up_to(std::string& value, std::string_view text) {
  value.append(text.substr(0, longest_value - std::min(longest_value, value.size())));
}

}  // namespace

/// Logs hold HRESULTs as positive numbers; a negative one is the same bits.
std::uint32_t TraceEvent::number_of(EventField field) const {
  return static_cast<std::uint32_t>(read_decimal<std::int64_t>(text(field)).value_or(0) & 0xFFFFFFFF);
}

void EventGatherer::open(const Token& token) {
  value_ = nullptr;
  if (token.name == "Event") {
    event_ = {};
    number_.clear();
    guid_.clear();
    part_ = token.is_empty ? Part::none : Part::event;
  } else if (part_ == Part::none || token.is_empty) {
    return;
  } else if (token.name == "System") {
    part_ = Part::system;
  } else if (token.name == "EventData") {
    part_ = Part::data;
  } else if (token.name == "RenderingInfo") {
    part_ = Part::rendering;
  } else if (token.name == "ExtendedTracingInfo") {
    part_ = Part::tracing;
  } else if (part_ == Part::system && token.name == "Opcode") {
    value_ = &number_;
  } else if (part_ == Part::tracing && token.name == "EventGuid") {
    value_ = &guid_;
  } else if (part_ == Part::data && token.name == "Data") {
    const auto row =
        std::ranges::find(field_names, attribute_value(token.attributes, "Name"), &FieldName::name);
    if (row != field_names.end()) value_ = &event_.fields[static_cast<std::size_t>(row->field)];
  }
}

bool EventGatherer::close(std::string_view name) {
  value_ = nullptr;
  if (name != "Event" || part_ == Part::none) return false;
  part_ = Part::none;
  event_.area = area_of(guid_);
  event_.number = read_decimal<unsigned>(number_).value_or(0);
  for (std::string& field : event_.fields)
    if (field.contains('&')) field = without_references(field);
  return true;
}

bool EventGatherer::take(const Token& token) {
  if (token.kind == TokenKind::close) return close(token.name);
  if (token.kind == TokenKind::open) open(token);
  if (token.kind == TokenKind::text && value_ != nullptr) append_up_to(*value_, token.text);
  return false;
}

std::string bare_url(std::string_view url) {
  url = url.substr(0, std::min(url.find_first_of("?#"), url.size()));
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::size_t host = scheme + 3;
  const std::size_t at = url.substr(host, url.find('/', host) - host).rfind('@');
  std::string bare(url.substr(0, host));
  return bare.append(url.substr(at == std::string_view::npos ? host : host + at + 1));
}

}  // namespace certlift::logs
