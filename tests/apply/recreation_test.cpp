#include "apply/recreation.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

using test::new_bytes;
using test::old_bytes;
using Times = test::MemoryDisk::Times;
using Effect = test::MemoryDisk::Effect;

/// A file that was changed and is gone.
struct GoneWorld : test::World {
  GoneWorld() {
    id = change(new_bytes).value().id;
    disk.erase(test::target);
    disk.forget_calls();
  }
  Result<Outcome> restore_it() {
    const auto ready = prepare_restore(disk, test::target, id, {});
    return ready ? restore(context(), *ready, Force::no) : std::unexpected(ready.error());
  }
  std::string id;
};

class RecreationTest : public testing::Test {
 protected:
  GoneWorld world;
};

TEST_F(RecreationTest, MakesAFileThatIsGoneAnewAsProtectedAsItWas) {
  const auto outcome = world.restore_it();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
  EXPECT_EQ(world.disk.mode(test::target), 0640U);
  EXPECT_EQ(world.disk.owner(test::target), "iis");
  EXPECT_EQ(outcome->id, world.id);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  ASSERT_EQ(world.backups().size(), 1U);
  EXPECT_EQ(world.backups()[0].state, BackupState::intact);
}

TEST_F(RecreationTest, StandsInTheJournal) {
  ASSERT_TRUE(world.restore_it());
  std::string events;
  const auto history = read_history(world.disk, test::target, {});
  for (const Moment& moment : history->at(0).moments) {
    events.append(name_of(moment.event)).append(" ");
  }
  EXPECT_EQ(events, "begin done restoring done ");
}

TEST_F(RecreationTest, StandsInTheLogOfTheSystem) {
  std::vector<std::string> entries;
  world.environment.log_event = [&](const std::string& sentence) {
    entries.push_back(sentence);
    return std::optional<std::string>("no log");
  };
  const auto outcome = world.restore_it();
  EXPECT_EQ(entries,
            std::vector{"certlift restore has made /iis/applicationHost.config, which was gone, anew "
                        "from the backup " +
                        world.id + ", requested by " + world.environment.user + "."});
  EXPECT_EQ(outcome->notes,
            std::vector<std::string>{
                "The file is restored, but that could not be entered in the event log: no log."});
}

TEST_F(RecreationTest, NeverReplacesAFileThatHasComeInTheMeantime) {
  for (std::size_t n = 1; n < 80; ++n) {
    SCOPED_TRACE("call " + std::to_string(n));
    GoneWorld other;
    other.disk.before_call(n, [](test::MemoryDisk& disk) { disk.put(test::target, "theirs"); });
    const auto outcome = other.restore_it();
    if (other.disk.calls().size() < n) {
      break;
    }
    // After the last look it is a file that replaces ours, as others may do at any time.
    EXPECT_EQ(other.disk.bytes(test::target), "theirs");
    if (!outcome) {
      EXPECT_EQ(outcome.error().code, ErrorCode::changed) << outcome.error().message;
    }
    EXPECT_EQ(other.litter(), std::vector<std::string>());
    EXPECT_EQ(other.backups().back().state, BackupState::intact);
  }
}

TEST_F(RecreationTest, IsNotOfAFileThatAnotherProcessMakesTheSame) {
  GoneWorld rehearsal;
  ASSERT_TRUE(rehearsal.restore_it());
  const auto& calls = rehearsal.disk.calls();
  const auto at = std::ranges::find(calls, std::string("give_free_name ") + test::target);
  ASSERT_NE(at, calls.end());
  world.disk.before_call(static_cast<std::size_t>(at - calls.begin()) + 1,
                         [](test::MemoryDisk& disk) { disk.put(test::target, old_bytes); });
  const auto outcome = world.restore_it();
  ASSERT_FALSE(outcome) << "it is theirs, and may be less protected";
  EXPECT_EQ(outcome.error().code, ErrorCode::changed);
}

TEST_F(RecreationTest, WritesNothingWhereItCannotBeSeenThatTheFileIsGone) {
  GoneWorld rehearsal;
  ASSERT_TRUE(rehearsal.restore_it());
  const auto& calls = rehearsal.disk.calls();
  const auto append =
      std::ranges::find_if(calls, [](const auto& call) { return call.starts_with("append"); });
  const auto look =
      std::ranges::find(std::reverse_iterator(append), calls.rend(), std::string("info ") + test::target);
  ASSERT_NE(look, calls.rend());
  world.disk.fail_at(static_cast<std::size_t>(calls.rend() - look), Times::once);
  EXPECT_FALSE(world.restore_it());
  EXPECT_FALSE(world.disk.exists(test::target));
}

bool recreate_with_fault(std::size_t n, Times times, Effect effect, bool loses_power) {
  SCOPED_TRACE("call " + std::to_string(n) + ", times " + std::to_string(static_cast<int>(times)) +
               ", effect " + std::to_string(static_cast<int>(effect)));
  GoneWorld world;
  world.disk.fail_at(n, times, effect);
  const auto outcome = world.restore_it();
  const bool reached = world.disk.calls().size() >= n;
  SCOPED_TRACE(reached ? world.disk.calls()[n - 1] : "not reached");
  world.disk.work_again();
  if (loses_power) {
    world.disk.lose_unflushed();
  }
  world.next_process();
  const bool is_there = world.disk.exists(test::target);
  EXPECT_TRUE(!is_there || world.disk.bytes(test::target) == old_bytes);
  EXPECT_TRUE(is_there || !outcome);
  EXPECT_TRUE(recover(world.context(), test::target));
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  EXPECT_EQ(world.backups().at(0).state, BackupState::intact);
  EXPECT_TRUE(world.restore_it());
  EXPECT_EQ(world.disk.bytes(test::target), old_bytes);
  EXPECT_EQ(world.litter(), std::vector<std::string>());
  world.disk.forget_calls();
  EXPECT_TRUE(recover(world.context(), test::target)->notes.empty());
  return reached;
}

TEST_F(RecreationTest, NeverLeavesHalfAFileOrLitterWhateverFails) {
  for (const bool loses_power : {false, true}) {
    for (const auto& [times, effect] :
         {std::pair(Times::once, Effect::nothing), std::pair(Times::once, Effect::half),
          std::pair(Times::once, Effect::all), std::pair(Times::from_then_on, Effect::nothing),
          std::pair(Times::from_then_on, Effect::half), std::pair(Times::from_then_on, Effect::all)}) {
      std::size_t n = 1;
      while (recreate_with_fault(n, times, effect, loses_power) && !HasFailure()) {
        ++n;
      }
      EXPECT_GT(n, 20U) << "too few calls to have restored anything";
    }
  }
}

TEST_F(RecreationTest, SaysWhatAnInterruptedOneHasLeft) {
  GoneWorld rehearsal;
  ASSERT_TRUE(rehearsal.restore_it());
  const auto& calls = rehearsal.disk.calls();
  const auto at = std::ranges::find(calls, std::string("give_free_name ") + test::target);
  ASSERT_NE(at, calls.end());
  for (const Effect effect : {Effect::nothing, Effect::all}) {
    GoneWorld dying;
    dying.disk.fail_at(static_cast<std::size_t>(at - calls.begin()) + 1, Times::from_then_on, effect);
    EXPECT_FALSE(dying.restore_it());
    dying.disk.work_again();
    dying.next_process();
    EXPECT_TRUE(interrupted(dying.context(), test::target));
    const auto notes = recover(dying.context(), test::target);
    EXPECT_EQ(notes->notes.back(), "Restoring /iis/applicationHost.config from the backup " + dying.id +
                                       " was interrupted; the file is " +
                                       (effect == Effect::all ? "there." : "still gone."));
  }
}

}  // namespace
}  // namespace certlift::apply
