#include "apply/lock.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

constexpr const char* lock_file = "/iis/.certlift/lock";

class LockTest : public testing::Test {
 protected:
  LockTest() { world.disk.put_directory(test::store); }

  Result<Lock> acquire() { return acquire_lock(world.context(), test::store, test::target); }
  std::string held_by(const std::string& host, int pid, const std::string& process) {
    return R"({"host":")" + host + R"(","pid":)" + std::to_string(pid) + R"(,"process":")" + process +
           R"(","time":"2026-11-22T08:00:00.000000Z"})" + "\n";
  }
  /// The n-th time certlift goes to sleep, this happens.
  void at_sleep(int n, std::function<void()> happens) {
    world.environment.sleep = [this, n, happens = std::move(happens)](std::chrono::milliseconds) {
      if (++slept == n) {
        happens();
      }
    };
  }
  void process_lives(std::int64_t pid, const std::string& mark) {
    world.environment.process_mark = [=](std::int64_t asked) {
      return asked == pid    ? std::optional(mark)
             : asked == 4711 ? std::optional<std::string>("started at 1")
                             : std::nullopt;
    };
  }

  test::World world;
  int slept = 0;
};

TEST_F(LockTest, SaysWhoHoldsItAndIsGoneAfterwards) {
  const auto lock = acquire();
  ASSERT_TRUE(lock);
  EXPECT_EQ(world.disk.bytes(lock_file),
            "{\"host\":\"WEB01\",\"pid\":4711,\"process\":\"started at "
            "1\",\"time\":\"2026-11-22T08:30:00.000000Z\"}\n");
  EXPECT_EQ(world.disk.mode(lock_file), 0640U);
  EXPECT_EQ(world.disk.owner(lock_file), "iis");
  EXPECT_TRUE(is_held(world.context(), test::store));
  EXPECT_FALSE(release_lock(world.context(), *lock));
  EXPECT_FALSE(world.disk.exists(lock_file));
  EXPECT_FALSE(is_held(world.context(), test::store));
}

TEST_F(LockTest, IsRefusedWhileALivingProcessHoldsItAndNamesTheProcess) {
  process_lives(99, "started at 5");
  world.disk.put(lock_file, held_by("WEB01", 99, "started at 5"));
  at_sleep(0, [] {});
  const auto lock = acquire();
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, ErrorCode::busy);
  EXPECT_EQ(lock.error().path, lock_file);
  EXPECT_NE(lock.error().message.find("process 99 on WEB01, since 2026-11-22T08:00"), std::string::npos);
  EXPECT_EQ(slept, 4);
  EXPECT_EQ(world.disk.bytes(lock_file), held_by("WEB01", 99, "started at 5"));
}

TEST_F(LockTest, IsHadAsSoonAsTheOtherLetsGo) {
  process_lives(99, "started at 5");
  world.disk.put(lock_file, held_by("WEB01", 99, "started at 5"));
  at_sleep(2, [this] { world.disk.erase(lock_file); });
  const auto lock = acquire();
  ASSERT_TRUE(lock);
  EXPECT_TRUE(lock->notes.empty());
}

TEST_F(LockTest, OfADeadProcessIsTakenOverAndThatIsSaid) {
  world.disk.put(lock_file, held_by("WEB01", 99, "started at 5"));
  const auto lock = acquire();
  ASSERT_TRUE(lock);
  ASSERT_EQ(lock->notes.size(), 1U);
  EXPECT_EQ(lock->notes[0], "Took over the lock of process 99 on WEB01, which is gone.");
  EXPECT_EQ(world.disk.bytes(lock_file), lock->text);
  EXPECT_EQ(world.litter(), std::vector<std::string>{lock_file});
}

TEST_F(LockTest, OfADeadProcessWhoseNumberAnotherHasNowIsTakenOver) {
  process_lives(99, "started at 6");
  world.disk.put(lock_file, held_by("WEB01", 99, "started at 5"));
  EXPECT_TRUE(acquire());
}

TEST_F(LockTest, OfAProcessThatCannotBeToldFromTheLivingOneStays) {
  process_lives(99, "");
  world.disk.put(lock_file, held_by("WEB01", 99, "started at 5"));
  EXPECT_EQ(acquire().error().code, ErrorCode::busy);
}

TEST_F(LockTest, OfAnotherHostIsNeverTakenOver) {
  world.disk.put(lock_file, held_by("WEB02", 99, "started at 5"));
  EXPECT_EQ(acquire().error().code, ErrorCode::busy);
  EXPECT_TRUE(is_held(world.context(), test::store));
}

TEST_F(LockTest, ThatWasNeverFinishedIsTakenOverAfterPatience) {
  for (const char* text : {"", "{\"host\":\"WE", "[]", R"({"host":1,"pid":"x"})"}) {
    world.disk.put(lock_file, text);
    slept = 0;
    at_sleep(0, [] {});
    const auto lock = acquire();
    ASSERT_TRUE(lock) << text;
    EXPECT_GE(slept, 4);
    EXPECT_EQ(lock->notes.size(), 1U);
    EXPECT_FALSE(release_lock(world.context(), *lock));
  }
}

TEST_F(LockTest, ThatIsFinishedInTheMeantimeIsNotTakenOver) {
  process_lives(99, "started at 5");
  world.disk.put(lock_file, "{\"host\"");
  at_sleep(2, [this] { world.disk.put(lock_file, held_by("WEB01", 99, "started at 5")); });
  EXPECT_EQ(acquire().error().code, ErrorCode::busy);
}

/// Two find the same dead lock. While one is about to remove it, the other has done so already and holds a
/// new one.
TEST_F(LockTest, OfALivingProcessIsNotRemovedInPlaceOfADeadOne) {
  process_lives(99, "started at 5");
  for (std::size_t n = 1; n < 8; ++n) {
    SCOPED_TRACE(n);
    world.disk.put(lock_file, held_by("WEB01", 98, "started at 4"));
    const std::string other = held_by("WEB01", 99, "started at 5");
    bool in_time = true;
    world.disk.before_call(n, [&](test::MemoryDisk& disk) {
      // It may take the place of the dead lock only as long as we do not guard its removal.
      for (const std::string& path : disk.paths()) {
        in_time = in_time && path.find("takeover") == std::string::npos;
      }
      in_time =
          in_time && disk.bytes(lock_file) != "" && disk.bytes(lock_file).find("98") != std::string::npos;
      if (in_time) {
        disk.put(lock_file, other);
      }
    });
    const auto lock = acquire();
    world.disk.work_again();
    if (in_time) {
      EXPECT_FALSE(lock);
      EXPECT_EQ(world.disk.bytes(lock_file), other);
    } else {
      EXPECT_TRUE(lock);
    }
    world.disk.erase(lock_file);
  }
}

TEST_F(LockTest, IsTakenOverEvenIfAnotherDiedTakingItOver) {
  for (std::size_t n = 1; n < 12; ++n) {
    SCOPED_TRACE(n);
    for (const auto effect :
         {test::MemoryDisk::Effect::nothing, test::MemoryDisk::Effect::half, test::MemoryDisk::Effect::all}) {
      test::World fresh;
      fresh.disk.put_directory(test::store);
      fresh.disk.put(lock_file, held_by("WEB01", 98, "started at 4"));
      fresh.disk.fail_at(n, test::MemoryDisk::Times::from_then_on, effect);
      static_cast<void>(acquire_lock(fresh.context(), test::store, test::target));
      fresh.disk.work_again();
      fresh.next_process();
      const auto lock = acquire_lock(fresh.context(), test::store, test::target);
      ASSERT_TRUE(lock) << lock.error().message;
      sweep_lock_litter(fresh.context(), test::store);
      EXPECT_FALSE(release_lock(fresh.context(), *lock));
      EXPECT_EQ(fresh.litter(), std::vector<std::string>());
    }
  }
}

TEST_F(LockTest, IsNotGivenBackWhenAnotherProcessHasItNow) {
  const auto lock = acquire();
  world.disk.put(lock_file, held_by("WEB02", 1, ""));
  const auto note = release_lock(world.context(), *lock);
  EXPECT_NE(note.value_or("").find("removed by another process"), std::string::npos);
  EXPECT_TRUE(world.disk.exists(lock_file));
}

TEST_F(LockTest, SaysWhenTheDiskRefuses) {
  world.disk.fail_at(1, test::MemoryDisk::Times::from_then_on);
  const auto lock = acquire();
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, ErrorCode::unwritable);
}

}  // namespace
}  // namespace certlift::apply
