#include "apply/windows_like_disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Whole changes on a disk that swaps as Windows does.
namespace certlift::test {
namespace {

using disk::Displaced;
using disk::Replacement;
using disk::WindowsCode;
using testing::ElementsAre;

using Words = std::vector<std::string>;

const std::vector<Words> ways_to_be_stuck = {{}, Words{".tmp"}, Words{".old"}, Words{".tmp", ".old"}};

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
  WindowsLikeDisk::Links links;
  WindowsCode code;
  WindowsLikeDisk::Came came;
  Words stuck;
};

std::vector<Trouble> all_troubles() {
  using Came = WindowsLikeDisk::Came;
  using Links = WindowsLikeDisk::Links;
  std::vector<Trouble> troubles;
  for (const WindowsCode code :
       {WindowsCode{0}, disk::code::access_denied, disk::code::sharing_violation, disk::code::not_supported,
        disk::code::unable_to_remove_replaced, disk::code::unable_to_move_replacement,
        disk::code::unable_to_move_replacement_2}) {
    for (const Came came : {Came::nowhere, Came::half_way, Came::through}) {
      for (const Words& stuck : ways_to_be_stuck) {
        troubles.push_back({Links::none, code, came, stuck});
        troubles.push_back({Links::offered, code, came, stuck});
      }
    }
  }
  return troubles;
}

std::string described(const Trouble& trouble) {
  std::string text = trouble.links == WindowsLikeDisk::Links::offered ? "with links, " : "";
  text += "code " + std::to_string(trouble.code) + ", came " + std::to_string(static_cast<int>(trouble.came));
  for (const std::string& name : trouble.stuck) {
    text += ", stuck " + name;
  }
  return text;
}

void set(WindowsLikeDisk& disk, const Trouble& trouble) {
  disk.links = trouble.links;
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
    if (trouble.code == disk::code::not_supported) {
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
    const Trouble trouble{WindowsLikeDisk::Links::none, disk::code::unable_to_move_replacement_2,
                          WindowsLikeDisk::Came::half_way, stuck};
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

TEST(OneStepSwap, HasATargetAtEveryMomentAndEndsWellIfTheProcessDiesOnTheWay) {
  Server server;
  server.disk.links = WindowsLikeDisk::Links::offered;
  server.disk.once_linked = [&] { server.disk.fail_at(1, MemoryDisk::Times::from_then_on); };
  EXPECT_FALSE(server.change());
  EXPECT_EQ(server.disk.bytes(target), old_bytes);
  ASSERT_TRUE(server.next_run());
  EXPECT_EQ(server.disk.bytes(target), old_bytes);
  EXPECT_THAT(server.names_beside_target(), ElementsAre(".certlift", "applicationHost.config"));
}

TEST(OneStepSwap, DoesNotNeedReplaceFile) {
  Server server;
  server.disk.links = WindowsLikeDisk::Links::offered;
  server.disk.between = [] { ADD_FAILURE() << "there is a gap"; };
  ASSERT_TRUE(server.change());
  EXPECT_EQ(server.disk.bytes(target), new_bytes);
  EXPECT_TRUE(server.keeps(old_bytes));
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
