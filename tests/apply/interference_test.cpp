#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::test {
namespace {

/// Somebody else writes the target before the n-th call of a fix. False when it ended before that.
bool write_in_between(std::size_t n) {
  World world;
  world.disk.before_call(n, [](MemoryDisk& disk) { disk.put(target, "<other/>"); });
  const auto snapshot = apply::take_snapshot(world.disk, target);
  if (!snapshot || snapshot->bytes != old_bytes) {
    return true;
  }
  const auto result = apply::change_file(world.context(), *snapshot, new_bytes, {"fix", "a test"});
  const auto& calls = world.disk.calls();
  const auto swap =
      static_cast<std::size_t>(std::ranges::find(calls, std::string("replace ") + target) - calls.begin()) +
      1;
  SCOPED_TRACE("call " + std::to_string(n) + ", swap is call " + std::to_string(swap));
  if (n == swap) {
    EXPECT_EQ(world.disk.bytes(target), new_bytes) << "nobody can look and swap in one step";
    return true;
  }
  if (n > calls.size()) {
    return false;
  }
  EXPECT_EQ(world.disk.bytes(target), "<other/>");
  if (!result) {
    EXPECT_EQ(result.error().code, ErrorCode::changed);
  }
  EXPECT_EQ(result.has_value(), n > swap + 2);
  EXPECT_EQ(world.has_backup_of(old_bytes), swap <= calls.size());
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  return true;
}

TEST(Interference, WhatSomebodyElseWritesInTheMeantimeStays) {
  for (std::size_t n = 1; write_in_between(n); ++n) {
  }
}

/// What was written does not read back: the disk lies.
bool lie_about(std::size_t n) {
  World world;
  std::string spoiled;
  world.disk.before_call(n, [&](MemoryDisk& disk) {
    const std::string call = disk.calls().back();
    const std::string path = call.substr(call.find('/'));
    const bool new_file = path.ends_with(".tmp") || path.find("Z-") != std::string::npos;
    if (call.starts_with("read") && new_file && disk.exists(path)) {
      disk.put(path, disk.bytes(path) + " ");
      spoiled = path;
    }
  });
  const auto result = world.change(new_bytes);
  EXPECT_EQ(result.has_value(), spoiled.empty()) << spoiled;
  EXPECT_EQ(world.disk.bytes(target), spoiled.empty() ? new_bytes : old_bytes);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  return world.disk.calls().size() >= n;
}

TEST(Interference, WhatDoesNotReadBackTheSameIsNotUsed) {
  for (std::size_t n = 1; lie_about(n); ++n) {
  }
}

/// The number of the call that swaps.
std::size_t swap_call() {
  World rehearsal;
  EXPECT_TRUE(rehearsal.change(new_bytes));
  const auto& calls = rehearsal.disk.calls();
  return static_cast<std::size_t>(std::ranges::find(calls, std::string("replace ") + target) -
                                  calls.begin()) +
         1;
}

TEST(Interference, ASwapThatReportsAFailureButIsMadeIsMade) {
  World world;
  world.disk.fail_at(swap_call(), MemoryDisk::Times::once, MemoryDisk::Effect::all);
  const auto result = world.change(new_bytes);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(world.backups()[0].state, apply::BackupState::intact);
}

}  // namespace
}  // namespace certlift::test
