#include "library/request.h"

#include "engine/registry.h"
#include "iis/schema.h"
#include "text/closest.h"
#include "text/wording.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace certlift::library {
namespace {

using nlohmann::json;

std::unexpected<Error> refuse_request(std::string message) {
  return std::unexpected(Error{ErrorCode::wrong_usage, "the request: " + std::move(message)});
}

/// A key of the request whose value is a list of words.
struct ListKey {
  std::string_view name;
  std::vector<std::string> engine::Selection::* list;
  std::string_view thing;
  std::vector<std::string> (*names)();  ///< nullptr: any word
};

constexpr std::array list_keys{
    ListKey{"only", &engine::Selection::only, "rule", rule_ids},
    ListKey{"skip", &engine::Selection::skip, "rule", rule_ids},
    ListKey{"sites", &engine::Selection::sites, "site", nullptr},
    ListKey{"accept", &engine::Selection::accept, "risk", risk_ids},
};

Result<std::vector<std::string>> words_of(const ListKey& key, const json& value) {
  if (!value.is_array()) return refuse_request("\"" + std::string(key.name) + "\" takes an array of strings");
  const std::vector<std::string> names = key.names ? key.names() : std::vector<std::string>();
  std::vector<std::string> words;
  for (const json& item : value) {
    if (!item.is_string())
      return refuse_request("\"" + std::string(key.name) + "\" takes an array of strings");
    words.push_back(item.get<std::string>());
    if (key.names && std::ranges::find(names, words.back()) == names.end())
      return refuse_request(unknown(key.thing, words.back(), names));
  }
  return words;
}

Result<void> take(const std::string& key, const json& value, Request& request) {
  if (key == "path") {
    if (!value.is_string() || value.get<std::string>().empty())
      return refuse_request("\"path\" takes a string that is not empty");
    request.path = value.get<std::string>();
    return {};
  }
  if (key == "windows") {
    const std::vector<std::string> versions = windows_versions();
    const std::string year = value.dump();
    if (std::ranges::find(versions, year) == versions.end())
      return refuse_request("\"windows\" takes a number: " + text::alternatives(versions));
    request.windows = static_cast<unsigned>(iis::read_number(year).value_or(0));
    return {};
  }
  const auto list = std::ranges::find(list_keys, key, &ListKey::name);
  if (list == list_keys.end())
    return refuse_request(unknown("key", key, {"path", "only", "skip", "sites", "accept", "windows"}));
  auto words = words_of(*list, value);
  if (!words) return std::unexpected(words.error());
  request.selection.*(list->list) = *std::move(words);
  return {};
}

}  // namespace

std::string today_utc() {
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  const auto two_digits = [](unsigned number) {
    return std::string(number < 10 ? "-0" : "-") + std::to_string(number);
  };
  return std::to_string(static_cast<int>(day.year())) + two_digits(static_cast<unsigned>(day.month())) +
         two_digits(static_cast<unsigned>(day.day()));
}

Result<Request> read_request(std::string_view text) {
  constexpr bool throws = false;
  const json document = json::parse(text, nullptr, throws);
  if (!document.is_object()) return refuse_request("it is no JSON object");
  Request request;
  for (const auto& [key, value] : document.items())
    if (auto taken = take(key, value, request); !taken) return std::unexpected(taken.error());
  return request;
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const engine::Transform& transform : engine::registry()) ids.emplace_back(transform.id);
  return ids;
}

std::vector<std::string> risk_ids() {
  std::vector<std::string> ids{"all"};
  for (const engine::Transform& transform : engine::registry())
    ids.insert(ids.end(), transform.risks.begin(), transform.risks.end());
  return ids;
}

std::vector<std::string> windows_versions() {
  return {"2016", "2019", "2022", "2025"};
}

std::string unknown(std::string_view thing, std::string_view word, const std::vector<std::string>& names) {
  const std::string hint = text::did_you_mean(word, names);
  return "unknown " + std::string(thing) + " \"" + std::string(word) + "\"" +
         (hint.empty() ? "; it can be " + text::alternatives(names) : hint);
}

}  // namespace certlift::library
