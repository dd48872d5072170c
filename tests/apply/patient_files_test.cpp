#include "disk/patient_files.h"

#include "apply/world.h"

#include <gtest/gtest.h>

#include <functional>
#include <numeric>
#include <utility>

namespace certlift::apply {
namespace {

using std::chrono::milliseconds;
using Times = test::MemoryDisk::Times;

const Error held{ErrorCode::busy, "another process reads it"};

class PatientFilesTest : public testing::Test {
 protected:
  PatientFilesTest() {
    world.environment.sleep = [this](milliseconds time) { pauses.push_back(time); };
    world.disk.put("/iis/staged", "new");
    world.disk.put_directory("/iis/empty");
  }
  milliseconds slept() const { return std::reduce(pauses.begin(), pauses.end(), milliseconds(0)); }
  void hold(Times times, const Error& error = held) {
    world.disk.fail_at(1, times, test::MemoryDisk::Effect::nothing, error);
  }

  test::World world;
  std::vector<milliseconds> pauses;
  disk::PatientFiles files{world.disk, world.environment, milliseconds(10'000)};
};

TEST_F(PatientFilesTest, MakeEveryCallAgainThatFindsSomethingBusy) {
  const std::vector<std::pair<std::string, std::function<bool()>>> calls{
      {"info", [&] { return files.info(test::target).has_value(); }},
      {"read", [&] { return files.read(test::target).has_value(); }},
      {"list", [&] { return files.list("/iis").has_value(); }},
      {"create_file", [&] { return files.create_file("/iis/a", "", "a").has_value(); }},
      {"create_directory", [&] { return files.create_directory("/iis/d", "").has_value(); }},
      {"append", [&] { return files.append("/iis/log", "", "line").has_value(); }},
      {"replace", [&] { return files.replace(test::target, "/iis/staged").has_value(); }},
      {"give_free_name", [&] { return files.give_free_name("/iis/staged", "/iis/named").has_value(); }},
      {"remove_file", [&] { return files.remove_file("/iis/a").has_value(); }},
      {"remove_empty_directory", [&] { return files.remove_empty_directory("/iis/empty").has_value(); }},
      {"flush_directory", [&] { return files.flush_directory("/iis").has_value(); }}};
  for (const auto& [name, call] : calls) {
    hold(Times::once);
    EXPECT_TRUE(call()) << name;
    EXPECT_EQ(pauses.size(), 1U) << name;
    pauses.clear();
    hold(Times::from_then_on);
    EXPECT_FALSE(call()) << name;
    EXPECT_EQ(slept(), milliseconds(10'000)) << name;
    pauses.clear();
    world.disk.work_again();
  }
}

TEST_F(PatientFilesTest, LetTheDiskSettleAReplacement) {
  class HeldOnce : public test::MemoryDisk {
   public:
    Result<void> settle_replace(const std::string&, const std::string&) override {
      return ++calls == 1 ? std::unexpected(held) : Result<void>();
    }
    int calls = 0;
  } disk;
  EXPECT_TRUE(disk::PatientFiles(disk, world.environment, milliseconds(10'000)).settle_replace("a", "b"));
  EXPECT_EQ(disk.calls, 2);
}

TEST_F(PatientFilesTest, WaitLongerEachTimeUpToASecondAndThenSayHowLong) {
  hold(Times::from_then_on);
  const auto result = files.read(test::target);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::busy);
  EXPECT_EQ(result.error().message, "another process reads it; waited 10 seconds");
  ASSERT_GT(pauses.size(), 7U);
  EXPECT_EQ(pauses[0], milliseconds(25));
  EXPECT_EQ(pauses[1], milliseconds(50));
  EXPECT_EQ(pauses[7], milliseconds(1'000));
}

TEST_F(PatientFilesTest, WaitASecondAtMostOnceAnInterruptionIsRequested) {
  hold(Times::from_then_on);
  world.environment.interruption->request();
  EXPECT_EQ(files.read(test::target).error().message, "another process reads it; interrupted while waiting");
  EXPECT_EQ(slept(), milliseconds(1'000));
}

TEST_F(PatientFilesTest, WithoutPatienceDoNotWait) {
  disk::PatientFiles hasty(world.disk, world.environment, milliseconds(0));
  hold(Times::once);
  EXPECT_EQ(hasty.read(test::target).error().message, "another process reads it; waited 0 seconds");
  EXPECT_TRUE(pauses.empty());
}

TEST_F(PatientFilesTest, WaitForNothingElse) {
  hold(Times::once, {ErrorCode::unreadable, "permission denied"});
  EXPECT_EQ(files.read(test::target).error().message, "permission denied");
  EXPECT_TRUE(pauses.empty());
}

/// Whichever call of a change is held up, it is made all the same.
TEST(PatientFiles, LetNoMomentaryHoldFailAChange) {
  std::size_t count = 100;
  for (std::size_t n = 1; n < count; ++n) {
    test::World world;
    disk::PatientFiles files(world.disk, world.environment, milliseconds(1'000));
    const Context context{.files = files, .environment = world.environment};
    const auto snapshot = take_snapshot(files, test::target);
    world.disk.forget_calls();
    world.disk.fail_at(n, Times::once, test::MemoryDisk::Effect::nothing, held);
    const auto outcome = change_file(context, *snapshot, test::new_bytes, {"fix", "a test"});
    ASSERT_TRUE(outcome) << n << ": " << outcome.error().message;
    EXPECT_EQ(outcome->notes, std::vector<std::string>()) << n;
    count = world.disk.calls().size();
    EXPECT_EQ(world.disk.bytes(test::target), test::new_bytes);
    EXPECT_EQ(world.backups().size(), 1U);
  }
  EXPECT_GT(count, 20U);
}

}  // namespace
}  // namespace certlift::apply
