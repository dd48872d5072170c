#include "cli/settings_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace certlift::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> values_in(const std::string& text) {
  const auto items = read_settings(text);
  EXPECT_TRUE(items) << text << ": " << items.error().message;
  return items && items->size() == 1U ? items->front().values : std::vector<std::string>{"not one item"};
}

TEST(SettingsReader, ReadsWhatTomlMeans) {
  EXPECT_THAT(values_in("a = \"x\""), ElementsAre("x"));
  EXPECT_THAT(values_in("\xEF\xBB\xBF"
                        "a=\"x, y # z\" # a comment\r\n"),
              ElementsAre("x, y # z"));
  EXPECT_THAT(values_in("a = 'C:\\new'\n"), ElementsAre("C:\\new"));
  EXPECT_THAT(values_in("a = \"C:\\\\new \\\"q\\\" \\u00e9\\U0001F600\"\n"),
              ElementsAre("C:\\new \"q\" \u00e9\U0001F600"));
  EXPECT_THAT(values_in("a = 2022"), ElementsAre("2022"));
  EXPECT_THAT(values_in("a = true"), ElementsAre("true"));
  EXPECT_THAT(values_in("a = []"), IsEmpty());
  EXPECT_THAT(values_in("a = [\n  'x', # one\n\n  \"y, z\",\n]\n"), ElementsAre("x", "y, z"));
}

TEST(SettingsReader, KnowsTablesAndPlaces) {
  const auto items = read_settings("# top\na = 1\n\n[check] # of check\n  b = '2'\n[fix]\na = false\n");
  ASSERT_TRUE(items);
  ASSERT_EQ(items->size(), 3U);
  EXPECT_EQ((*items)[0].table, "");
  EXPECT_EQ((*items)[1].table, "check");
  EXPECT_EQ((*items)[1].place, (text::Position{5, 3}));
  EXPECT_EQ((*items)[2].kind, SettingKind::boolean);
}

TEST(SettingsReader, SaysWhereSomethingIsOdd) {
  for (const auto& [text, line, column, message] :
       std::vector<std::tuple<std::string, std::size_t, std::size_t, std::string>>{
           {"hello", 1, 6, "expects = and a value"},
           {"a", 1, 2, "expects ="},
           {"a =", 1, 4, "expects a string"},
           {"a = x", 1, 5, "expects a string"},
           {"a = 1.5", 1, 5, "expects a string"},
           {"a = 01", 1, 5, "expects a string"},
           {"a = -1", 1, 5, "expects a string"},
           {"a = {b = 1}", 1, 5, "expects a string"},
           {"a = 2022-01-01", 1, 5, "expects a string"},
           {"a.b = 1", 1, 2, "expects = and a value"},
           {"\"a\" = 1", 1, 1, "expects the name of a setting"},
           {"a = 1 b = 2", 1, 7, "expects the end of the line"},
           {"a = \"x", 1, 5, "no end on its line"},
           {"a = 'x\ny'", 1, 5, "no end on its line"},
           {"a = \"\"\"x\"\"\"", 1, 5, "several lines"},
           {"a = \"\\x\"", 1, 6, "no such escape"},
           {"a = \"\\u12\"", 1, 6, "hexadecimal"},
           {"a = \"\\ud800\"", 1, 6, "no character"},
           {"a = [1\n", 1, 5, "has no end"},
           {"a = [1 2]", 1, 8, "expects , or ]"},
           {"a = [[1]]", 1, 6, "expects a string"},
           {"[check\n", 1, 7, "expects ]"},
           {"[[check]]\n", 1, 2, "expects the name"},
           {"[]\n", 1, 2, "expects the name"},
           {"[a.b]\n", 1, 3, "expects ]"},
           {"[check]\n[check]\n", 2, 1, "stands twice"},
           {"a = 1\na = 2\n", 2, 1, "a stands twice"},
           {"ok = 1\na = \"\xFF\"\n", 2, 6, "not in UTF-8"},
           {std::string("a = 1 # \x01\n"), 1, 9, "control character"},
           {"a = 1\rb = 2", 1, 6, "expects the end of the line"},
           {"<configuration/>", 1, 1, "expects the name of a setting"}}) {
    const auto items = read_settings(text);
    ASSERT_FALSE(items) << text;
    EXPECT_EQ(items.error().line, line) << text;
    EXPECT_EQ(items.error().column, column) << text;
    EXPECT_THAT(items.error().message, HasSubstr(message)) << text;
  }
}

TEST(SettingsReader, ReadsNothingFromNothing) {
  for (const std::string text : {"", "\n\n", "# only a comment", "\r\n \t\r\n"}) {
    const auto items = read_settings(text);
    ASSERT_TRUE(items) << text;
    EXPECT_THAT(*items, IsEmpty());
  }
}

}  // namespace
}  // namespace certlift::cli
