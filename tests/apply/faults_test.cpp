#include "apply/world.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace certlift::test {
namespace {

using Times = MemoryDisk::Times;
using Effect = MemoryDisk::Effect;

/// A command, what it needs, and what it turns the target from and to.
struct Command {
  std::string name;
  std::function<void(World&)> prepare;
  std::function<Result<void>(World&)> run;
  std::string before;
  std::string after;
};

template <class T>
Result<void> without_value(const Result<T>& result) {
  return result ? Result<void>() : std::unexpected(result.error());
}

Result<void> run_fix(World& world) {
  return without_value(world.change(new_bytes));
}

/// The change that `fix_first` made, whatever came after it.
std::string first_change(World& world) {
  const auto backups = apply::list_backups(world.disk, target, {});
  return backups && !backups->empty() ? backups->back().change.id : "20000101T000000Z-0000";
}

Result<void> run_restore(World& world) {
  const auto ready = apply::prepare_restore(world.disk, target, first_change(world), {});
  return ready ? without_value(apply::restore(world.context(), *ready, apply::Force::no))
               : std::unexpected(ready.error());
}

Result<void> run_undo(World& world) {
  const auto ready = apply::prepare_undo(world.disk, target, first_change(world), {});
  return ready ? without_value(apply::undo(world.context(), *ready)) : std::unexpected(ready.error());
}

void fix_first(World& world) {
  ASSERT_TRUE(world.change(new_bytes));
}

/// The next change removes the first backup.
void fill_store(World& world) {
  world.keep = 2;
  for (const char* bytes : {"1", "2", old_bytes}) {
    ASSERT_TRUE(world.change(bytes));
  }
}

const std::array<Command, 4> all_commands = {
    {{"fix", [](World&) {}, run_fix, old_bytes, new_bytes},
     {"fix, removing a backup", fill_store, run_fix, old_bytes, new_bytes},
     {"restore", fix_first, run_restore, new_bytes, old_bytes},
     {"undo", fix_first, run_undo, new_bytes, old_bytes}}};

/// What a power failure does to names that were not flushed.
enum class Power { stays, loses_all, loses_some, loses_others, loses_journal };

/// What goes wrong at a call, and after it.
struct Fault {
  Times times;
  Effect effect;
  Power power;
};

/// To die after a call is to die before the next.
constexpr std::array<Fault, 11> all_faults = {{{Times::once, Effect::nothing, Power::stays},
                                               {Times::once, Effect::half, Power::stays},
                                               {Times::once, Effect::all, Power::stays},
                                               {Times::once, Effect::nothing, Power::loses_some},
                                               {Times::once, Effect::nothing, Power::loses_others},
                                               {Times::from_then_on, Effect::half, Power::stays},
                                               {Times::from_then_on, Effect::nothing, Power::stays},
                                               {Times::from_then_on, Effect::nothing, Power::loses_all},
                                               {Times::from_then_on, Effect::nothing, Power::loses_some},
                                               {Times::from_then_on, Effect::nothing, Power::loses_others},
                                               {Times::from_then_on, Effect::nothing, Power::loses_journal}}};

void maybe_lose_power(MemoryDisk& disk, Power power) {
  const auto survives = [&](const std::string& path) {
    if (power == Power::loses_journal) {
      return !path.ends_with("journal.jsonl");
    }
    return (std::hash<std::string>()(path) % 2 == 0) == (power == Power::loses_some);
  };
  if (power == Power::loses_all) {
    disk.lose_unflushed();
  } else if (power != Power::stays) {
    disk.lose_unflushed(survives);
  }
}

/// The process is gone, or it lives and is in its own way.
void go_on(World& world, const Fault& fault) {
  world.disk.work_again();
  maybe_lose_power(world.disk, fault.power);
  if (fault.times == Times::from_then_on || fault.power != Power::stays) {
    world.next_process();
  }
}

void check_target(World& world, const Command& command, bool succeeded) {
  const std::string bytes = world.disk.bytes(target);
  EXPECT_TRUE(bytes == command.before || bytes == command.after) << bytes;
  if (succeeded) {
    EXPECT_EQ(bytes, command.after);
  }
  if (bytes == command.after) {
    EXPECT_TRUE(world.has_backup_of(command.before));
  }
  EXPECT_EQ(world.disk.mode(target), 0640U);
  EXPECT_EQ(world.disk.owner(target), "iis");
}

/// Whoever comes next finds nothing in the way.
void check_next_run(World& world, const Command& command) {
  const auto recovered = apply::recover(world.context(), target);
  ASSERT_TRUE(recovered) << recovered.error().path << ": " << recovered.error().message;
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  check_target(world, command, false);
  const auto again = command.run(world);
  ASSERT_TRUE(again) << again.error().path << ": " << again.error().message;
  check_target(world, command, true);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  for (const apply::Backup& backup : world.backups()) {
    EXPECT_EQ(backup.state, apply::BackupState::intact);
  }
  world.disk.forget_calls();
  EXPECT_TRUE(apply::recover(world.context(), target).value().notes.empty());
}

/// False when the command ended before its n-th call.
bool run_with_fault(const Command& command, const Fault& fault, disk::Displaced displaced, std::size_t n) {
  SCOPED_TRACE(command.name + ", call " + std::to_string(n) + ", times " +
               std::to_string(static_cast<int>(fault.times)) + ", effect " +
               std::to_string(static_cast<int>(fault.effect)) + ", power " +
               std::to_string(static_cast<int>(fault.power)) + ", displaced " +
               std::to_string(static_cast<int>(displaced)));
  World world;
  world.disk.displaced = displaced;
  command.prepare(world);
  world.disk.forget_calls();
  world.disk.fail_at(n, fault.times, fault.effect);
  const auto result = command.run(world);
  const bool reached = world.disk.calls().size() >= n;
  SCOPED_TRACE(reached ? world.disk.calls()[n - 1] : "not reached");
  go_on(world, fault);
  check_target(world, command, result.has_value());
  check_next_run(world, command);
  return reached;
}

TEST(Faults, NoFailingCallEverLeavesAnythingButTheOldOrTheNewFileWithABackup) {
  for (const Command& command : all_commands) {
    for (const Fault& fault : all_faults) {
      std::size_t n = 1;
      while (run_with_fault(command, fault, disk::Displaced::kept, n) && !HasFatalFailure()) {
        ++n;
      }
      EXPECT_GT(n, 20U) << "the command makes too few calls to be the real one";
    }
  }
}

TEST(Faults, NorDoTheyOnADiskThatKeepsNothingOfWhatIsReplaced) {
  for (const Fault& fault : all_faults) {
    for (std::size_t n = 1; run_with_fault(all_commands[0], fault, disk::Displaced::gone, n) && !HasFailure();
         ++n) {
    }
  }
}

TEST(Faults, APowerFailureAfterSuccessLosesNothing) {
  World world;
  ASSERT_TRUE(world.change(new_bytes));
  world.disk.lose_unflushed();
  EXPECT_EQ(world.disk.bytes(target), new_bytes);
  EXPECT_TRUE(world.has_backup_of(old_bytes));
  world.next_process();
  ASSERT_TRUE(apply::recover(world.context(), target));
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_EQ(world.backups()[0].state, apply::BackupState::intact);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
}

/// Recovery itself may be interrupted as well.
TEST(Faults, AnInterruptedRecoveryIsFinishedByTheNextOne) {
  for (std::size_t crash = 1; crash < 40; ++crash) {
    for (std::size_t n = 1; n < 40; ++n) {
      SCOPED_TRACE("crash " + std::to_string(crash) + ", recovery fails at " + std::to_string(n));
      World world;
      world.disk.fail_at(crash, Times::from_then_on, Effect::all);
      static_cast<void>(world.change(new_bytes));
      world.disk.work_again();
      world.next_process();
      world.disk.fail_at(n, Times::from_then_on, Effect::half);
      static_cast<void>(apply::recover(world.context(), target));
      world.disk.work_again();
      world.environment.pid = 4713;
      world.environment.process_mark = [](std::int64_t pid) {
        return pid == 4713 ? std::optional<std::string>("started at 3") : std::nullopt;
      };
      const auto recovered = apply::recover(world.context(), target);
      ASSERT_TRUE(recovered) << recovered.error().message;
      EXPECT_EQ(world.litter(), std::vector<std::string>());
      EXPECT_TRUE(world.disk.bytes(target) == old_bytes || world.has_backup_of(old_bytes));
    }
  }
}

bool prune_with_fault(const Fault& fault, std::size_t n) {
  SCOPED_TRACE("call " + std::to_string(n));
  World world;
  world.keep = 2;
  for (const char* bytes : {"1", "2", "3"}) {
    EXPECT_TRUE(world.change(bytes));
  }
  world.disk.forget_calls();
  world.disk.fail_at(n, fault.times, fault.effect);
  const auto result = world.change("4");
  const bool reached = world.disk.calls().size() >= n;
  go_on(world, fault);
  const std::string present = world.disk.bytes(target);
  EXPECT_TRUE(present == "4" || (present == "3" && !result)) << present;
  EXPECT_TRUE(world.has_backup_of("2"));
  EXPECT_TRUE(world.has_backup_of(present == "4" ? "3" : "1"));
  EXPECT_TRUE(apply::recover(world.context(), target));
  EXPECT_TRUE(world.change("5"));
  EXPECT_EQ(world.backups().size(), 2U);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_FALSE(world.has_backup_of(old_bytes) || world.has_backup_of("1"));
  return reached;
}

TEST(Faults, PruningNeverLosesABackupThatIsToStay) {
  for (const Fault& fault : all_faults) {
    std::size_t n = 1;
    while (prune_with_fault(fault, n) && !HasFailure()) {
      ++n;
    }
    EXPECT_GT(n, 50U) << "the change makes too few calls to have pruned";
  }
}

}  // namespace
}  // namespace certlift::test
