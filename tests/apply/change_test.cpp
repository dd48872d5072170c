#include "apply/change.h"

#include "support/test_environment.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

Change sample() {
  return {.id = "20261122T083000Z-3f2a",
          .time = "2026-11-22T08:30:00.000000Z",
          .target = "/iis/applicationHost.config",
          .user = "alice",
          .host = "WEB01",
          .version = "0.1.0",
          .info = {"fix", "2 fixes", "plan-1"},
          .size = 42,
          .sha256_before = "aa",
          .sha256_after = "bb"};
}

TEST(Change, IsNamedByTimeAndRandomDigits) {
  const disk::Environment environment = test::test_environment();
  EXPECT_EQ(new_change_id(environment), "20261122T083000Z-0000");
  EXPECT_EQ(new_change_id(environment), "20261122T083001Z-0001");
  EXPECT_TRUE(is_change_id("20261122T083000Z-3f2a"));
}

TEST(Change, IsNotNamedByAnythingElse) {
  for (const char* name : {"", "20261122T083000Z-3f2", "20261122T083000Z-3f2A", "20261122T083000Z-3f2ab",
                           "20261122X083000Z-3f2a", "../../../../../../etc/x", "2026112xT083000Z-3f2a"}) {
    EXPECT_FALSE(is_change_id(name)) << name;
  }
}

TEST(Change, HasATimeToTheMicrosecond) {
  using namespace std::chrono;
  const system_clock::time_point time = sys_days{year{2026} / 2 / 3} + hours(4) + minutes(5) + seconds(6);
  EXPECT_EQ(timestamp(time + microseconds(789)), "2026-02-03T04:05:06.000789Z");
}

TEST(Change, IsStampedWithWhoAndWhen) {
  const Change change = stamped(Change{.id = "x"}, test::test_environment());
  EXPECT_EQ(change.id, "x");
  EXPECT_EQ(change.user, "alice");
  EXPECT_EQ(change.host, "WEB01");
  EXPECT_EQ(change.time, "2026-11-22T08:30:00.000000Z");
  EXPECT_EQ(change.version, CERTLIFT_VERSION);
}

TEST(Change, IsTheSameWhenReadBack) {
  const Entry entry = entry_from_json(to_json(sample())).value_or(Entry{});
  EXPECT_EQ(to_json(entry.change), to_json(sample()));
  EXPECT_EQ(entry.change.info.plan_id, "plan-1");
  EXPECT_EQ(entry.event, "");
}

TEST(Change, IsOneLineOfTheJournal) {
  const std::string line = to_json_line(sample(), "begin");
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const Entry entry = entry_from_json(line).value_or(Entry{});
  EXPECT_EQ(entry.event, "begin");
  EXPECT_EQ(entry.change.size, 42U);
}

TEST(Change, IsNotReadFromWhatIsNone) {
  EXPECT_FALSE(entry_from_json(""));
  EXPECT_FALSE(entry_from_json("[]"));
  EXPECT_FALSE(entry_from_json("{}"));
  std::string torn = to_json(sample());
  EXPECT_FALSE(entry_from_json(torn.substr(0, torn.size() / 2)));
  Change foreign = sample();
  foreign.id = "../x";
  EXPECT_FALSE(entry_from_json(to_json(foreign)));
}

TEST(Change, KnowsItsTargetAlsoWhenThePathIsNotUtf8) {
  Change change = sample();
  const std::string path = "/iis/\xff/applicationHost.config";
  change.target = path;
  const Entry entry = entry_from_json(to_json(change)).value_or(Entry{});
  EXPECT_EQ(entry.change.target, path_in_json(path));
}

}  // namespace
}  // namespace certlift::apply
