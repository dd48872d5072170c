#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::test {
namespace {

/// The number of the first call that replaces the target.
std::size_t swap_in(const std::vector<std::string>& calls) {
  return static_cast<std::size_t>(std::ranges::find(calls, std::string("replace ") + target) -
                                  calls.begin()) +
         1;
}

/// Another process writes the target before the n-th call of a fix. False when it ended before that.
bool write_in_between(std::size_t n, disk::Displaced displaced) {
  World world;
  world.disk.displaced = displaced;
  const bool looks_after = displaced == disk::Displaced::kept;
  world.disk.before_call(n, [](MemoryDisk& disk) { disk.put(target, "<other/>"); });
  const auto snapshot = apply::take_snapshot(world.disk, target);
  if (!snapshot || snapshot->bytes != old_bytes) {
    return true;
  }
  const auto result = apply::change_file(world.context(), *snapshot, new_bytes, {"fix", "a test"});
  const auto& calls = world.disk.calls();
  const std::size_t swap = swap_in(calls);
  SCOPED_TRACE("call " + std::to_string(n) + ", swap is call " + std::to_string(swap));
  if (n == swap && !looks_after) {
    EXPECT_EQ(world.disk.bytes(target), new_bytes) << "no system checks and replaces a file in one step";
    return true;
  }
  if (n > calls.size()) {
    return false;
  }
  EXPECT_EQ(world.disk.bytes(target), "<other/>");
  if (!result) {
    EXPECT_EQ(result.error().code, ErrorCode::changed);
  }
  EXPECT_EQ(result.has_value(), n > swap + (looks_after ? 4 : 2));
  EXPECT_EQ(world.has_backup_of(old_bytes), swap <= calls.size() && n != swap);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  return true;
}

TEST(Interference, WhatAnotherProcessWritesInTheMeantimeStays) {
  for (const disk::Displaced displaced : {disk::Displaced::kept, disk::Displaced::gone}) {
    for (std::size_t n = 1; write_in_between(n, displaced); ++n) {
    }
  }
}

/// The number of the call that replaces the target, when nothing is in its way.
std::size_t swap_call() {
  World rehearsal;
  EXPECT_TRUE(rehearsal.change(new_bytes));
  return swap_in(rehearsal.disk.calls());
}

TEST(Interference, WhatAnotherProcessWritesTwiceWhileTheFirstIsPutBackStaysAndTheFirstIsKept) {
  const std::size_t swap = swap_call();
  World world;
  world.disk.before_call(swap, [](MemoryDisk& disk) { disk.put(target, "<first/>"); });
  world.disk.before_call(swap + 3, [](MemoryDisk& disk) {
    ASSERT_EQ(disk.calls().back(), std::string("replace ") + target) << "which puts the first one back";
    disk.put(target, "<second/>");
  });
  const auto result = world.change(new_bytes);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::changed);
  EXPECT_EQ(world.disk.bytes(target), "<second/>");
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_EQ(world.disk.bytes(world.backups()[0].original + ".displaced"), "<first/>");
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

/// Another process removes the target before the n-th call of a fix. False when it ended before that.
bool remove_in_between(std::size_t n) {
  SCOPED_TRACE("call " + std::to_string(n));
  World world;
  world.disk.before_call(n, [](MemoryDisk& disk) {
    if (disk.exists(target)) disk.erase(target);
  });
  const auto result = world.change(new_bytes);
  const std::size_t made = world.disk.calls().size();
  EXPECT_EQ(result.has_value(), world.disk.bytes(target) == new_bytes || n > swap_in(world.disk.calls()) + 4);
  EXPECT_TRUE(world.disk.bytes(target) == new_bytes || !world.disk.exists(target));
  world.next_process();
  EXPECT_TRUE(apply::recover(world.context(), target));
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  return n <= made;
}

TEST(Interference, AFileThatVanishesIsNoneThatWasFixed) {
  for (std::size_t n = 1; remove_in_between(n); ++n) {
  }
}

/// Another process writes right before the file is replaced, and the machine stops at the n-th call. False
/// when there was none.
bool stop_while_putting_back(std::size_t n, MemoryDisk::Effect effect) {
  const std::size_t swap = swap_call();
  SCOPED_TRACE("swap is call " + std::to_string(swap) + ", stopped at " + std::to_string(n));
  World world;
  world.disk.before_call(swap, [](MemoryDisk& disk) { disk.put(target, "<other/>"); });
  world.disk.fail_at(n, MemoryDisk::Times::from_then_on, effect);
  EXPECT_FALSE(world.change(new_bytes));
  const bool reached = world.disk.calls().size() >= n;
  world.disk.work_again();
  world.next_process();
  const auto recovered = apply::recover(world.context(), target);
  EXPECT_TRUE(recovered) << recovered.error().message;
  EXPECT_EQ(world.disk.bytes(target), "<other/>");
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  return reached;
}

TEST(Interference, WhatIsToBePutBackIsPutBackByTheNextRun) {
  for (const auto effect : {MemoryDisk::Effect::nothing, MemoryDisk::Effect::half, MemoryDisk::Effect::all}) {
    for (std::size_t n = swap_call(); stop_while_putting_back(n, effect); ++n) {
    }
  }
}

/// What was written does not read back: the disk lies.
bool lie_about(std::size_t n) {
  World world;
  std::string spoiled;
  world.disk.before_call(n, [&](MemoryDisk& disk) {
    const std::string call = disk.calls().back();
    const std::string path = call.substr(call.find('/'));
    const bool swapped = disk.bytes(target) == new_bytes;  // then it is the old file that is looked at
    const bool new_file = !swapped && (path.ends_with(".tmp") || path.find("Z-") != std::string::npos);
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

TEST(Interference, ASwapThatReportsAFailureButIsMadeIsMade) {
  World world;
  world.disk.fail_at(swap_call(), MemoryDisk::Times::once, MemoryDisk::Effect::all);
  const auto result = world.change(new_bytes);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(world.backups()[0].state, apply::BackupState::intact);
}

}  // namespace
}  // namespace certlift::test
