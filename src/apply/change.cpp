#include "apply/change.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace certlift::apply {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::system_clock;

constexpr int schema_version = 1;

std::string padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string date(Clock::time_point time, std::string_view separator) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return padded(static_cast<int>(day.year()), 4)
      .append(separator)
      .append(padded(static_cast<unsigned>(day.month()), 2))
      .append(separator)
      .append(padded(static_cast<unsigned>(day.day()), 2));
}

std::string time_of_day(Clock::time_point time, std::string_view separator) {
  const std::chrono::hh_mm_ss part(time - std::chrono::floor<std::chrono::days>(time));
  return padded(part.hours().count(), 2)
      .append(separator)
      .append(padded(part.minutes().count(), 2))
      .append(separator)
      .append(padded(part.seconds().count(), 2));
}

std::string four_hex_digits(std::uint16_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    text += digits[(number >> (shift - 4)) & 15U];
  }
  return text;
}

Json fields_of(const Change& change) {
  Json json{{"id", change.id},         {"time", change.time},       {"user", change.user},
            {"host", change.host},     {"version", change.version}, {"command", change.info.command},
            {"what", change.info.what}};
  if (!change.info.plan_id.empty()) {
    json["plan"] = change.info.plan_id;
  }
  if (!change.info.takes_back.empty()) {
    json["takes_back"] = change.info.takes_back;
  }
  json["target"] = change.target;
  json["size"] = change.size;
  json["sha256_before"] = change.sha256_before;
  json["sha256_after"] = change.sha256_after;
  return json;
}

std::string print(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Fills in the text of that name; false if there is none.
bool take(const Json& json, const char* name, std::string& text) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_string()) {
    return false;
  }
  text = found->get<std::string>();
  return true;
}

}  // namespace

std::string timestamp(Clock::time_point time) {
  const auto micros =
      std::chrono::floor<std::chrono::microseconds>(time - std::chrono::floor<std::chrono::seconds>(time));
  return date(time, "-") + "T" + time_of_day(time, ":") + "." + padded(micros.count(), 6) + "Z";
}

Change stamped(Change change, const disk::Environment& environment) {
  change.time = timestamp(environment.now());
  change.user = environment.user;
  change.host = environment.host;
  change.version = CERTLIFT_VERSION;
  return change;
}

bool is_change_id(std::string_view text) {
  constexpr std::string_view pattern = "dddddddd.dddddd..xxxx";
  constexpr std::string_view sample = "20261122T083000Z-3f2a";
  static_assert(pattern.size() == sample.size());
  if (text.size() != pattern.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool fine = pattern[i] == 'd'   ? digit
                      : pattern[i] == 'x' ? digit || (text[i] >= 'a' && text[i] <= 'f')
                                          : text[i] == sample[i];
    if (!fine) {
      return false;
    }
  }
  return true;
}

std::string new_change_id(const disk::Environment& environment) {
  const Clock::time_point now = environment.now();
  return date(now, "") + "T" + time_of_day(now, "") + "Z-" + four_hex_digits(environment.random());
}

std::string to_json(const Change& change) {
  Json json{{"schema_version", schema_version}};
  json.update(fields_of(change));
  return print(json, 2);
}

std::string to_json_line(const Change& change, std::string_view event) {
  Json json{{"event", event}};
  json.update(fields_of(change));
  return print(json, -1);
}

std::optional<Entry> entry_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return std::nullopt;
  }
  Entry entry;
  Change& change = entry.change;
  const bool whole = take(json, "id", change.id) && take(json, "time", change.time) &&
                     take(json, "user", change.user) && take(json, "host", change.host) &&
                     take(json, "version", change.version) && take(json, "command", change.info.command) &&
                     take(json, "what", change.info.what) && take(json, "target", change.target) &&
                     take(json, "sha256_before", change.sha256_before) &&
                     take(json, "sha256_after", change.sha256_after);
  const auto size = json.find("size");
  if (!whole || !is_change_id(change.id) || size == json.end() || !size->is_number_unsigned()) {
    return std::nullopt;
  }
  take(json, "plan", change.info.plan_id);
  take(json, "takes_back", change.info.takes_back);
  take(json, "event", entry.event);
  change.size = size->get<std::uint64_t>();
  return entry;
}

std::string path_in_json(const std::string& path) {
  const Json json = Json::parse(print(path, -1), nullptr, false);
  return json.get<std::string>();
}

}  // namespace certlift::apply
