#include "logs/log_line.h"

#include "text/block.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace certlift::logs {
namespace {

using FieldOfName = std::pair<std::string_view, LogField>;

constexpr std::array field_of_names{FieldOfName{"date", LogField::date},
                                    FieldOfName{"time", LogField::time},
                                    FieldOfName{"s-sitename", LogField::site_name},
                                    FieldOfName{"s-siteid", LogField::site_id},
                                    FieldOfName{"cs-uri-stem", LogField::uri},
                                    FieldOfName{"cs-uri", LogField::uri},
                                    FieldOfName{"cs-username", LogField::user},
                                    FieldOfName{"c-ip", LogField::client},
                                    FieldOfName{"sc-status", LogField::status},
                                    FieldOfName{"sc-substatus", LogField::sub_status},
                                    FieldOfName{"sc-win32-status", LogField::win32},
                                    FieldOfName{"s-reason", LogField::reason}};

/// Two digits at a place; 100 or more: they are none.
unsigned two_digits(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(text[i])) - '0';
  };
  const unsigned high = digit(at), low = digit(at + 1);
  return high > 9 || low > 9 ? 100 : high * 10 + low;
}

std::optional<std::uint64_t> read_date(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const unsigned century = two_digits(date, 0), year = two_digits(date, 2);
  const unsigned month = two_digits(date, 5), day = two_digits(date, 8);
  if (century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return ((century * 100ULL + year) * 100 + month) * 100 + day;
}

std::optional<std::uint64_t> read_time(std::string_view time) {
  if (time.size() < 8 || time[2] != ':' || time[5] != ':') return std::nullopt;
  const unsigned hour = two_digits(time, 0), minute = two_digits(time, 3), second = two_digits(time, 6);
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return (hour * 100ULL + minute) * 100 + second;
}

constexpr std::uint64_t time_part = 1'000'000;

std::uint64_t seconds_of_day(LogTime time) {
  const std::uint64_t clock = time % time_part;
  return clock / 10'000 * 3600 + clock / 100 % 100 * 60 + clock % 100;
}

}  // namespace

LineLayout::LineLayout(std::string_view fields) {
  while (!fields.empty()) {
    const std::size_t begin = std::min(fields.find_first_not_of(" \t\r"), fields.size());
    const std::size_t end = std::min(fields.find_first_of(" \t\r", begin), fields.size());
    const std::string_view name = fields.substr(begin, end - begin);
    fields.remove_prefix(end);
    if (name.empty()) break;
    const auto row = std::ranges::find(field_of_names, name, &FieldOfName::first);
    slots_.push_back(row == field_of_names.end() ? -1 : static_cast<int>(row->second));
    if (row != field_of_names.end()) has_[static_cast<std::size_t>(row->second)] = true;
  }
  while (!slots_.empty() && slots_.back() < 0) slots_.pop_back();
}

bool LineLayout::split(
    std::string_view line,
    std::array<std::string_view, static_cast<std::size_t>(LogField::count)>& values) const {
  std::size_t at = 0;
  for (const int slot : slots_) {
    if (at >= line.size()) return false;
    const std::size_t end =
        text::find_stop<text::FastBlock>(line, at, [](const auto& block) { return block.equal(' '); });
    if (slot >= 0) values[static_cast<std::size_t>(slot)] = line.substr(at, end - at);
    at = end + 1;
  }
  return true;
}

LogTime read_log_time(std::string_view date, std::string_view time) {
  const auto day = read_date(date);
  const auto clock = day ? read_time(time) : std::nullopt;
  return clock ? day.value_or(0) * time_part + *clock : 0;
}

std::optional<LogTime> read_moment(std::string_view text) {
  if (text.ends_with('Z')) text.remove_suffix(1);
  const std::string_view date = text.substr(0, 10);
  std::string_view time = "00:00:00";
  if (text.size() > 10) {
    if (text[10] != 'T' && text[10] != ' ') return std::nullopt;
    time = text.substr(11);
  }
  const std::string with_seconds = std::string(time) + (time.size() == 5 ? ":00" : "");
  const LogTime moment = with_seconds.size() == 8 ? read_log_time(date, with_seconds) : 0;
  return moment == 0 ? std::nullopt : std::optional(moment);
}

std::string text_of_time(LogTime time) {
  if (time == 0) return {};
  const std::string digits = std::to_string(time);
  if (digits.size() != 14) return {};
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) + "T" +
         digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2) + "Z";
}

std::uint64_t seconds_between(LogTime from, LogTime to) {
  constexpr std::uint64_t day = 86'400;
  const std::uint64_t first = from / time_part, second = to / time_part;
  const std::uint64_t begin = seconds_of_day(from), end = seconds_of_day(to);
  if (first == second) return end > begin ? end - begin : 0;
  return second == first + 1 ? day - begin + end : 10 * day;
}

}  // namespace certlift::logs
