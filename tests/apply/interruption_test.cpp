#include "disk/interruption.h"

#include "apply/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

/// Ctrl-C at each instant, on a disk in memory.
namespace certlift::test {
namespace {

using disk::Interruption;
using disk::Writing;

/// What the process is when it has been ended at once.
struct Ended {};

/// Asks certlift to end before the n-th call.
void ask_before(World& world, std::size_t n) {
  world.disk.before_call(n, [&](MemoryDisk&) {
    if (world.environment.interruption->request()) throw Ended();
  });
}

struct AskedCommand {
  std::string name;
  std::function<void(World&)> prepare;
  std::function<Result<apply::Outcome>(World&)> run;
};

Result<apply::Outcome> fix_it(World& world) {
  return world.change(new_bytes);
}

std::string last_id(World& world) {
  const auto backups = world.backups();
  return backups.empty() ? "" : backups.front().change.id;
}

Result<apply::Outcome> undo_it(World& world) {
  const auto ready = apply::prepare_undo(world.disk, target, last_id(world), {});
  return ready ? apply::undo(world.context(), *ready) : std::unexpected(ready.error());
}

Result<apply::Outcome> restore_it(World& world) {
  const auto ready = apply::prepare_restore(world.disk, target, last_id(world), {});
  return ready ? apply::restore(world.context(), *ready, apply::Force::no) : std::unexpected(ready.error());
}

void be_fixed(World& world) {
  ASSERT_TRUE(world.change(new_bytes));
  world.environment.interruption = std::make_shared<disk::Interruption>();
}

const std::vector<AskedCommand> asked_commands{
    {"fix", [](World&) {}, fix_it}, {"undo", be_fixed, undo_it}, {"restore", be_fixed, restore_it}};

enum class Came { at_once, before_the_change, after_the_change, never };

void expect_untouched(World& world, const std::string& before, std::size_t backups) {
  EXPECT_EQ(world.disk.bytes(target), before);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_EQ(world.backups().size(), backups);
}

Came ask_during(const AskedCommand& command, disk::Displaced displaced, std::size_t n) {
  SCOPED_TRACE(command.name + ", call " + std::to_string(n));
  World world;
  world.disk.displaced = displaced;
  command.prepare(world);
  const std::string before = world.disk.bytes(target);
  const std::size_t backups = world.backups().size();
  world.disk.forget_calls();
  ask_before(world, n);
  Result<apply::Outcome> result;
  try {
    result = command.run(world);
  } catch (const Ended&) {
    world.disk.work_again();
    EXPECT_EQ(world.disk.bytes(target), before);
    return Came::at_once;
  }
  const bool was_asked = world.environment.interruption->is_requested();
  world.disk.work_again();
  if (!result) {
    EXPECT_EQ(result.error().code, ErrorCode::interrupted) << result.error().message;
    EXPECT_EQ(result.error().aftermath, Aftermath::unchanged);
    expect_untouched(world, before, backups);
    return Came::before_the_change;
  }
  EXPECT_NE(world.disk.bytes(target), before);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_EQ(world.backups().size(), backups + 1);
  EXPECT_EQ(world.backups().front().change.id, result->id);
  EXPECT_EQ(world.backups().front().state, apply::BackupState::intact);
  EXPECT_FALSE(world.environment.interruption->request()) << "the run has to say what it changed";
  return was_asked ? Came::after_the_change : Came::never;
}

TEST(Interruption, AtAnyInstantLeavesTheFileAndNothingStagedOrTheWholeChange) {
  for (const AskedCommand& command : asked_commands)
    for (const auto displaced : {disk::Displaced::kept, disk::Displaced::gone}) {
      std::vector<Came> came;
      for (std::size_t n = 1; came.empty() || came.back() != Came::never; ++n)
        came.push_back(ask_during(command, displaced, n));
      EXPECT_GT(std::ranges::count(came, Came::before_the_change), 15) << command.name;
      EXPECT_GT(std::ranges::count(came, Came::after_the_change), 3) << command.name;
      EXPECT_TRUE(std::ranges::is_sorted(came)) << "what was begun later was given up later";
    }
}

TEST(Interruption, LeavesNoStoreThatWasMadeForNothing) {
  World world;
  world.disk.before_call(5, [&](MemoryDisk&) { world.environment.interruption->request(); });
  const auto result = world.change(new_bytes);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::interrupted);
  EXPECT_FALSE(world.disk.exists(store));
}

TEST(Interruption, KeepsAChangeFromBeingBegun) {
  World world;
  const auto snapshot = apply::take_snapshot(world.disk, target);
  ASSERT_TRUE(snapshot);
  world.environment.interruption->request();
  world.disk.forget_calls();
  const auto result = apply::change_file(world.context(), *snapshot, new_bytes, {"fix", "a test"});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::interrupted);
  EXPECT_EQ(world.disk.calls(), std::vector<std::string>());
}

TEST(Interruption, LeavesAResultElsewhereWholeOrNot) {
  bool is_over = false;
  for (std::size_t n = 1; !is_over; ++n) {
    SCOPED_TRACE(n);
    World world;
    world.disk.put("/result.config", "what was there");
    world.disk.before_call(n, [&](MemoryDisk&) { world.environment.interruption->request(); });
    const auto result = apply::write_elsewhere(world.context(), "/result.config", target, new_bytes);
    is_over = !world.environment.interruption->is_requested();
    world.disk.work_again();
    EXPECT_EQ(world.disk.bytes("/result.config"), result ? new_bytes : "what was there");
    EXPECT_EQ(world.litter(), std::vector<std::string>());
    if (result) {
      EXPECT_FALSE(world.environment.interruption->request()) << "it is to be told";
    } else {
      EXPECT_EQ(result.error().code, ErrorCode::interrupted);
    }
  }
}

TEST(Interruption, EndsTheWaitForALock) {
  World world;
  world.disk.put_directory(store);
  world.disk.put(std::string(store) + "/lock",
                 R"({"host":"WEB02","pid":17,"process":"","time":"2026-11-22T08:29:00.000000Z"})");
  std::size_t naps = 0;
  world.environment.sleep = [&](std::chrono::milliseconds) {
    ++naps;
    world.environment.interruption->request();
  };
  const auto result = world.change(new_bytes);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::interrupted);
  EXPECT_EQ(naps, 1U);
  EXPECT_EQ(world.disk.bytes(target), old_bytes);
}

TEST(Interruption, EndsAtOnceWhileNoThreadWritesAndIsRememberedWhileOneDoes) {
  disk::Interruption interruption;
  {
    const disk::Writing writing(interruption);
    EXPECT_FALSE(interruption.request());
    EXPECT_TRUE(interruption.is_requested());
  }
  EXPECT_TRUE(interruption.request());

  disk::Interruption after_a_change;
  {
    disk::Writing(after_a_change).keep_on();
  }
  EXPECT_FALSE(after_a_change.request()) << "what was changed has to be told";
}

TEST(Interruption, LetsNoThreadBeginToWriteInAProcessThatIsAboutToEnd) {
  const auto interruption = std::make_shared<disk::Interruption>();
  EXPECT_TRUE(interruption->request());
  const auto has_begun = std::make_shared<std::atomic<bool>>(false);
  std::thread([interruption, has_begun] {
    const disk::Writing writing(*interruption);
    *has_begun = true;
  }).detach();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_FALSE(*has_begun);
}

TEST(Interruption, EndsASleepThatBeganBeforeIt) {
  disk::Interruption interruption;
  const auto start = std::chrono::steady_clock::now();
  std::jthread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    interruption.request();
  });
  interruption.pause(std::chrono::seconds(60));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  const auto again = std::chrono::steady_clock::now();
  interruption.pause(std::chrono::milliseconds(60));
  EXPECT_GE(std::chrono::steady_clock::now() - again, std::chrono::milliseconds(60))
      << "what has to be finished still waits between two attempts";
}

}  // namespace
}  // namespace certlift::test
