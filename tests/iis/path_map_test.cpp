#include "iis/path_map.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

std::string all(const std::vector<const std::string*>& values) {
  std::string text;
  for (const std::string* value : values) text += *value + ";";
  return text;
}

TEST(PathMap, FindsWhatStandsOnTheWayToAPath) {
  PathMap<std::string> map;
  for (const char* key : {"", "S", "S/A", "S/A/B", "S/AB", "T"}) map[key] = std::string("at ") + key;
  EXPECT_EQ(all(map.on_the_way("S/A/C/D")), "at ;at S;at S/A;");
  EXPECT_EQ(all(map.on_the_way("S/AB")), "at ;at S;at S/AB;");
  EXPECT_EQ(all(map.on_the_way("")), "at ;");
  EXPECT_EQ(all(map.on_the_way("U")), "at ;");
}

TEST(PathMap, FindsAKeyAlone) {
  PathMap<int> map;
  map["S/A"] = 1;
  ++map["S/A"];
  ASSERT_NE(map.find("S/A"), nullptr);
  EXPECT_EQ(*map.find("S/A"), 2);
  EXPECT_EQ(map.find("S"), nullptr);
  EXPECT_TRUE(map.on_the_way("S").empty());
}

/// Each prefix hashed anew would take minutes.
TEST(PathMap, TakesTimeForThePathNotForItsSegments) {
  PathMap<int> map;
  map["S"] = 1;
  std::string path = "S";
  for (int i = 0; i < 400'000; ++i) path += "/a";
  map[path] = 2;
  EXPECT_EQ(map.on_the_way(path + "/b").size(), 2U);
}

}  // namespace
}  // namespace certlift::iis
