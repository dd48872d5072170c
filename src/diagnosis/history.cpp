#include "diagnosis/history.h"

#include "iis/location.h"

#include <algorithm>
#include <charconv>

namespace certlift::diagnosis {

std::optional<std::uint64_t> history_number(std::string_view folder) {
  constexpr std::string_view prefix = "CFGHISTORY_";
  if (folder.size() <= prefix.size() || !iis::same_name(folder.substr(0, prefix.size()), prefix))
    return std::nullopt;
  folder.remove_prefix(prefix.size());
  std::uint64_t number = 0;
  const auto [end, trouble] = std::from_chars(folder.data(), folder.data() + folder.size(), number);
  const bool is_number = trouble == std::errc() && end == folder.data() + folder.size();
  return is_number ? std::optional(number) : std::nullopt;
}

void sort_by_age(std::vector<ConfigCopy>& copies) {
  const bool have_numbers =
      std::ranges::all_of(copies, [](const auto& copy) { return copy.number.has_value(); });
  std::ranges::stable_sort(copies, {}, &ConfigCopy::path);
  std::ranges::stable_sort(copies, [&](const ConfigCopy& a, const ConfigCopy& b) {
    return have_numbers ? a.number.value_or(0) < b.number.value_or(0) : a.modified < b.modified;
  });
}

std::string identity_of(const engine::Finding& finding) {
  return std::string(finding.rule) + "\n" + iis::LocationPath(finding.location).key() + "\n" +
         finding.subject.value_or("");
}

std::set<std::string> identities_of(std::span<const engine::SharedFinding> findings) {
  std::set<std::string> identities;
  for (const engine::SharedFinding& finding : findings) identities.insert(identity_of(*finding));
  return identities;
}

CameIn came_in(const std::string& identity, std::span<const std::set<std::string>> copies) {
  CameIn result;
  for (std::size_t i = copies.size(); i > 0; --i) {
    if (!copies[i - 1].contains(identity)) {
      result.last_without = i - 1;
      break;
    }
    result.first_in = i - 1;
  }
  return result;
}

}  // namespace certlift::diagnosis
