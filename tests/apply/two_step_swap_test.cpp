#include "apply/world.h"
#include "disk/replacement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

/// Whole changes on a disk that swaps as Windows does: by ReplaceFileW, which takes two renames and can stop
/// before, between and after them.
namespace certlift::test {
namespace {

using disk::Displaced;
using disk::Replacement;
using disk::WindowsCode;
using testing::ElementsAre;

constexpr WindowsCode access_denied = 5;
constexpr WindowsCode sharing_violation = 32;
constexpr WindowsCode not_supported = 50;
constexpr WindowsCode unable_to_remove_replaced = 1175;
constexpr WindowsCode unable_to_move_replacement = 1176;
constexpr WindowsCode unable_to_move_replacement_2 = 1177;

using Words = std::vector<std::string>;

const std::vector<Words> ways_to_be_stuck = {{}, Words{".tmp"}, Words{".old"}, Words{".tmp", ".old"}};

class WindowsLikeDisk : public MemoryDisk {
 public:
  enum class Came { nowhere, half_way, through };  ///< how far ReplaceFileW comes before it fails

  WindowsCode code = 0;
  Came came = Came::nowhere;
  Words stuck;  ///< what ends so cannot be moved
  std::function<void()> first, between;

  WindowsLikeDisk() {
    displaced = disk::Displaced::gone;  // MemoryDisk's own `replace` is a move then
    put(target, old_bytes, 0640, "iis");
  }

  Result<disk::Displaced> replace(const std::string& file, const std::string& staged) override {
    Calls calls(*this);
    return told(disk::replace_by(calls, file, staged), file);
  }
  Result<void> settle_replace(const std::string& file, const std::string& staged) override {
    Calls calls(*this);
    const auto settled = told(disk::undo_half_replacement(calls, file, staged), file);
    return settled ? Result<void>() : std::unexpected(settled.error());
  }

 private:
  class Calls : public disk::ReplaceCalls {
   public:
    explicit Calls(WindowsLikeDisk& disk) : disk_(disk) {}
    bool exists(const std::string& path) override { return disk_.exists(path); }
    WindowsCode replace(const std::string& file, const std::string& staged, const std::string& old) override {
      if (disk_.first) {
        std::exchange(disk_.first, nullptr)();
      }
      if (!exists(file) || !exists(staged)) {
        return 2;
      }
      if (disk_.code == 0 || disk_.came != Came::nowhere) {
        rename(file, old);
      }
      if (disk_.between) {
        std::exchange(disk_.between, nullptr)();
      }
      if (disk_.code == 0 || disk_.came == Came::through) {
        rename(staged, file);
      }
      return disk_.code;
    }
    WindowsCode move(const std::string& from, const std::string& to, Over over) override {
      const auto ends = [&](const std::string& end) { return from.ends_with(end); };
      if (std::ranges::any_of(disk_.stuck, ends)) {
        return access_denied;
      }
      if (!exists(from)) {
        return 2;
      }
      if (exists(to) && over == Over::nothing) {
        return 183;
      }
      return rename(from, to);
    }

   private:
    WindowsCode rename(const std::string& from, const std::string& to) {
      return disk_.MemoryDisk::replace(to, from) ? 0 : access_denied;
    }
    WindowsLikeDisk& disk_;
  };

  static Result<disk::Displaced> told(const disk::Replacement& replacement, const std::string& file) {
    if (replacement.state == disk::Replacement::State::made) {
      return replacement.displaced;
    }
    const bool busy = replacement.code == sharing_violation || replacement.code > 1000;
    return std::unexpected(Error{busy ? ErrorCode::busy : ErrorCode::unwritable, "it did not go", file});
  }
};

struct Server {
  WindowsLikeDisk disk;
  World world;  ///< whose environment it is

  apply::Context context() {
    return {.files = disk, .environment = world.environment, .patience = std::chrono::milliseconds(200)};
  }
  Result<apply::Outcome> change() {
    const auto snapshot = apply::take_snapshot(disk, target);
    return snapshot ? apply::change_file(context(), *snapshot, new_bytes, {"fix", "a test"})
                    : std::unexpected(snapshot.error());
  }
  Result<apply::Recovered> next_run() {
    disk.work_again();
    disk.code = 0;
    disk.stuck.clear();
    world.next_process();
    return apply::recover(context(), target);
  }
  Words names_beside_target() {
    Words names;
    const auto entries = disk.list("/iis").value();
    for (const disk::DirectoryEntry& entry : entries) {
      names.push_back(entry.name);
    }
    return names;
  }
  bool keeps(std::string_view bytes) {
    return std::ranges::any_of(disk.paths(), [&](const std::string& path) {
      return path.starts_with(store) && disk.bytes(path) == bytes;
    });
  }
};

struct Trouble {
  WindowsCode code;
  WindowsLikeDisk::Came came;
  Words stuck;
};

std::vector<Trouble> all_troubles() {
  using Came = WindowsLikeDisk::Came;
  std::vector<Trouble> troubles;
  for (const WindowsCode code :
       {WindowsCode{0}, access_denied, sharing_violation, not_supported, unable_to_remove_replaced,
        unable_to_move_replacement, unable_to_move_replacement_2}) {
    for (const Came came : {Came::nowhere, Came::half_way, Came::through}) {
      for (const Words& stuck : ways_to_be_stuck) {
        troubles.push_back({code, came, stuck});
      }
    }
  }
  return troubles;
}

std::string described(const Trouble& trouble) {
  std::string text =
      "code " + std::to_string(trouble.code) + ", came " + std::to_string(static_cast<int>(trouble.came));
  for (const std::string& name : trouble.stuck) {
    text += ", stuck " + name;
  }
  return text;
}

void set(WindowsLikeDisk& disk, const Trouble& trouble) {
  disk.code = trouble.code;
  disk.came = trouble.came;
  disk.stuck = trouble.stuck;
}

TEST(TwoStepSwap, LeavesTheOldOrTheNewFileWhateverGoesWrong) {
  for (const Trouble& trouble : all_troubles()) {
    SCOPED_TRACE(described(trouble));
    Server server;
    set(server.disk, trouble);
    const auto outcome = server.change();
    EXPECT_TRUE(server.disk.exists(target) || (!outcome && trouble.stuck.size() == 2));
    if (outcome) {
      EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
    }
    const auto notes = server.next_run();
    ASSERT_TRUE(notes) << notes.error().message;
    const std::string end = server.disk.bytes(target);
    EXPECT_TRUE(end == new_bytes || (!outcome && end == old_bytes)) << end;
    EXPECT_TRUE(end == old_bytes || server.keeps(old_bytes));
    EXPECT_EQ(server.disk.owner(target), "iis");
    EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
  }
}

TEST(TwoStepSwap, LosesNothingThatAnotherProcessWroteInTheLastMoment) {
  for (const Trouble& trouble : all_troubles()) {
    if (trouble.code == not_supported) {
      continue;  // a move shows nothing of what it displaces
    }
    SCOPED_TRACE(described(trouble));
    Server server;
    set(server.disk, trouble);
    server.disk.first = [&] { server.disk.put(target, "<other/>"); };
    EXPECT_FALSE(server.change());
    ASSERT_TRUE(server.next_run());
    EXPECT_EQ(server.disk.bytes(target), "<other/>");
    EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
  }
}

TEST(TwoStepSwap, KeepsBothWhenAnotherProcessFillsTheGap) {
  for (const Words& stuck : ways_to_be_stuck) {
    const Trouble trouble{unable_to_move_replacement_2, WindowsLikeDisk::Came::half_way, stuck};
    SCOPED_TRACE(described(trouble));
    Server server;
    set(server.disk, trouble);
    server.disk.between = [&] { server.disk.put(target, "<other/>"); };
    EXPECT_FALSE(server.change());
    ASSERT_TRUE(server.next_run());
    EXPECT_EQ(server.disk.bytes(target), "<other/>");
    EXPECT_TRUE(server.keeps(old_bytes));
    EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
  }
}

TEST(TwoStepSwap, IsPutRightByTheNextRunIfTheProcessDiesBetweenTheSteps) {
  Server server;
  server.disk.between = [&] { server.disk.fail_at(1, MemoryDisk::Times::from_then_on); };
  EXPECT_FALSE(server.change());
  EXPECT_FALSE(server.disk.exists(target));
  const auto notes = server.next_run();
  ASSERT_TRUE(notes) << notes.error().message;
  EXPECT_NE(notes->notes.back().find("before it was made"), std::string::npos) << notes->notes.back();
  EXPECT_EQ(server.disk.bytes(target), old_bytes);
  EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
}

/// A run that cannot put the file back must not take the change for settled.
TEST(TwoStepSwap, IsPutRightByALaterRunIfTheNextOneCannot) {
  Server server;
  server.disk.between = [&] { server.disk.fail_at(1, MemoryDisk::Times::from_then_on); };
  EXPECT_FALSE(server.change());
  server.disk.work_again();
  server.disk.stuck = {".old"};
  server.world.next_process();
  EXPECT_FALSE(apply::recover(server.context(), target));
  EXPECT_FALSE(server.disk.exists(target));
  ASSERT_TRUE(server.next_run());
  EXPECT_EQ(server.disk.bytes(target), old_bytes);
  EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
}

}  // namespace
}  // namespace certlift::test
