#include "baseline/entry_json.h"

#include "render/report.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace certlift::baseline {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array severities{engine::Severity::note, engine::Severity::warning, engine::Severity::error};

std::optional<std::string> text_member(const json& object, const char* name) {
  const auto member = object.find(name);  // of what is no object: the end
  return member != object.end() && member->is_string() ? std::optional(member->get<std::string>())
                                                       : std::nullopt;
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

ordered_json json_of(std::span<const Entry> entries) {
  ordered_json list = ordered_json::array();
  for (const Entry& entry : entries)
    list.push_back({{"rule", entry.rule},
                    {"severity", render::name_of(entry.severity)},
                    {"location", entry.location},
                    {"identity", entry.identity},
                    {"count", entry.count}});
  return list;
}

std::optional<Entry> entry_of(const json& object) {
  const auto rule = text_member(object, "rule"), severity = text_member(object, "severity"),
             location = text_member(object, "location"), identity = text_member(object, "identity");
  const auto count = object.find("count");
  if (!rule || !severity || !location || !identity || !is_hash(*identity) || count == object.end() ||
      !count->is_number_unsigned() || *count == 0U)
    return std::nullopt;
  const auto grade =
      std::ranges::find(severities, *severity, [](engine::Severity one) { return render::name_of(one); });
  if (grade == severities.end()) return std::nullopt;
  return Entry{*rule, *grade, *location, *identity, count->get<std::size_t>()};
}

}  // namespace certlift::baseline
