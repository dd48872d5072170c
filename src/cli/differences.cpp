#include "cli/differences.h"

#include "engine/reading.h"

#include <algorithm>
#include <set>
#include <utility>

namespace certlift::cli {
Result<Differences> differences_between(std::string_view before, std::string_view after) {
  const auto old = engine::open(std::string(before), {}, {});
  if (!old) return std::unexpected(old.error());
  const auto now = engine::open(std::string(after), {}, {});
  if (!now) return std::unexpected(now.error());
  return iis::undeclared_differences((*old)->config, (*now)->config, {});
}

Differences select(Differences differences, Among among, const Differences& others) {
  std::set<iis::MeaningKey> keys;
  for (const iis::MeaningDifference& other : others) keys.insert(other.key);
  std::erase_if(differences, [&](const iis::MeaningDifference& difference) {
    return keys.contains(difference.key) != (among == Among::them);
  });
  return differences;
}

std::string places_of(const Differences& differences) {
  constexpr std::size_t shown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, differences.size()); ++i)
    text.append(i == 0 ? "" : ", ").append(differences[i].place);
  if (differences.size() > shown) text += " and " + std::to_string(differences.size() - shown) + " more";
  return text;
}

}  // namespace certlift::cli
