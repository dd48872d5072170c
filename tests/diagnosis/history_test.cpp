#include "diagnosis/history.h"

#include "support/each.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace certlift::diagnosis {
namespace {

TEST(History, KnowsTheNumbersOfIissFolders) {
  test::expect_each<std::string, std::optional<std::uint64_t>>(
      [](const std::string& name) { return history_number(name); }, {{"CFGHISTORY_0000000123", 123},
                                                                     {"cfghistory_7", 7},
                                                                     {"CFGHISTORY_", std::nullopt},
                                                                     {"CFGHISTORY_7a", std::nullopt},
                                                                     {"backup", std::nullopt}});
}

std::string order_of(std::vector<ConfigCopy> copies) {
  sort_by_age(copies);
  std::string order;
  for (const ConfigCopy& copy : copies) order += copy.path;
  return order;
}

TEST(History, SortsCopiesByNumberElseByTime) {
  EXPECT_EQ(order_of({{.path = "a", .number = 10, .modified = 1}, {.path = "b", .number = 9, .modified = 2}}),
            "ba");
  EXPECT_EQ(order_of({{.path = "a", .number = 10, .modified = 3}, {.path = "b", .modified = 2}}), "ba");
  EXPECT_EQ(order_of({{.path = "b"}, {.path = "a"}}), "ab");
}

std::string came_in_words(const std::vector<bool>& has_it) {
  std::vector<std::set<std::string>> copies;
  for (const bool has : has_it) copies.push_back(has ? std::set<std::string>{"x"} : std::set<std::string>{});
  const CameIn result = came_in("x", copies);
  const auto word = [](std::optional<std::size_t> n) { return n ? std::to_string(*n) : "-"; };
  return word(result.first_in) + " " + word(result.last_without);
}

TEST(History, SaysSinceWhenAndTakesTheLastTimeIfItCameBack) {
  EXPECT_EQ(came_in_words({false, false, true, true}), "2 1");
  EXPECT_EQ(came_in_words({true, true}), "0 -");
  EXPECT_EQ(came_in_words({true, false}), "- 1");
  EXPECT_EQ(came_in_words({true, false, true}), "2 1");
  EXPECT_EQ(came_in_words({}), "- -");
}

}  // namespace
}  // namespace certlift::diagnosis
