#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::logs {

/// What is read of a line; the rest, such as the query, cookies and the user agent, is passed over.
enum class LogField {
  date,
  time,
  site_name,
  site_id,
  uri,
  user,
  client,
  status,
  sub_status,
  win32,
  reason,
  count
};

/// The kinds of logs that are read.
enum class LogKind { w3c, http_error };

/// Where the fields of a line stand, as the last `#Fields` says: in any order.
class LineLayout {
 public:
  LineLayout() = default;
  /// Of `#Fields: date time …`, without the word.
  explicit LineLayout(std::string_view fields);

  bool has(LogField field) const { return has_[static_cast<std::size_t>(field)]; }
  /// Whether there is a status to count. Nothing can be told of other lines.
  bool is_usable() const { return has(LogField::status) || has(LogField::reason); }

  /// Puts the fields of a line into `values`; false: it has too few.
  bool split(std::string_view line,
             std::array<std::string_view, static_cast<std::size_t>(LogField::count)>& values) const;

 private:
  std::vector<int> slots_;  ///< by column: the field; -1: passed over. Up to the last one that is read.
  std::array<bool, static_cast<std::size_t>(LogField::count)> has_{};
};

/// A moment in UTC, as a number that sorts: 20261103071244.
using LogTime = std::uint64_t;

/// "2026-11-03" and "07:12:44"; 0: they are none.
LogTime read_log_time(std::string_view date, std::string_view time);
/// "2026-11-03", with "T07:12:44" or " 07:12:44" and "Z" behind it. Nothing: it is none.
std::optional<LogTime> read_moment(std::string_view text);
/// "2026-11-03T07:12:44Z"; empty for 0.
std::string text_of_time(LogTime time);
/// Seconds from one to the other of the same day; more than a day: many.
std::uint64_t seconds_between(LogTime from, LogTime to);

}  // namespace certlift::logs
