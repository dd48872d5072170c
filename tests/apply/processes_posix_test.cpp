#include "apply/history.h"
#include "apply/real_disk.h"
#include "apply/recovery.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace certlift::apply {
namespace {

class ProcessTest : public DiskTest {
 protected:
  template <class Work>
  pid_t in_another_process(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) {
      environment = disk::system_environment();
      ::_exit(work() ? 0 : 1);
    }
    return child;
  }
  static int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
  }
  /// Adds a line to whatever stands there, as often as another process is quicker.
  bool add_line(const std::string& line) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
      const auto snapshot = take_snapshot(*disk, path);
      if (!snapshot) {
        return false;
      }
      const auto outcome = change_file(context(), *snapshot, snapshot->bytes + line + "\n", {"fix", line});
      if (outcome || outcome.error().code != ErrorCode::changed) {
        return outcome.has_value();
      }
    }
    return false;
  }
};

TEST_F(ProcessTest, TwoAtOnceLoseNothing) {
  constexpr int rounds = 8;
  std::vector<pid_t> children;
  for (const char* name : {"a", "b"}) {
    children.push_back(in_another_process([&] {
      for (int i = 0; i < rounds; ++i) {
        if (!add_line(std::string(name).append(std::to_string(i)))) {
          return false;
        }
      }
      return true;
    }));
  }
  for (const pid_t child : children) {
    EXPECT_EQ(wait_for(child), 0);
  }
  const std::string text = bytes(path);
  for (const char* name : {"a", "b"}) {
    for (int i = 0; i < rounds; ++i) {
      EXPECT_NE(text.find(std::string("\n").append(name).append(std::to_string(i)).append("\n")),
                std::string::npos);
    }
  }
  EXPECT_EQ(list_backups(*disk, path, {})->size(), 2U * rounds);
}

TEST_F(ProcessTest, OneThatIsKilledLeavesAWholeFileAndIsTidiedUpAfter) {
  for (int round = 0; round < 12; ++round) {
    const pid_t child = in_another_process([&] {
      for (bool fine = true; fine;) {
        fine = change("one\n").has_value() && change("two\n").has_value();
      }
      return false;
    });
    ::usleep(static_cast<useconds_t>(1000 + 3777 * round));
    ::kill(child, SIGKILL);
    wait_for(child);
    const std::string left = bytes(path);
    EXPECT_TRUE(left == "old\n" || left == "one\n" || left == "two\n" || left.starts_with("round")) << left;
    const auto recovered = recover(context(), path);
    ASSERT_TRUE(recovered) << recovered.error().message;
    EXPECT_EQ(bytes(path), left);
    ASSERT_TRUE(change(std::string("round ").append(std::to_string(round)).append("\n")));
    EXPECT_EQ(names(root), (std::vector<std::string>{".certlift", "applicationHost.config"}));
    for (const std::string& name : names(root + "/.certlift")) {
      EXPECT_TRUE(is_change_id(name) || name == "journal.jsonl") << name;
    }
    const auto backups = list_backups(*disk, path, {});
    ASSERT_TRUE(backups);
    for (const Backup& backup : *backups) {
      EXPECT_EQ(backup.state, BackupState::intact);
    }
  }
}

/// Stands in for a full disk: the first write is cut short, the second fails.
TEST_F(ProcessTest, OneThatCannotWriteAllOfItLeavesTheFileAlone) {
  const pid_t child = in_another_process([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{40'000, 40'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto outcome = change(std::string(90'000, 'x'));
    return !outcome && outcome.error().code == ErrorCode::unwritable;
  });
  EXPECT_EQ(wait_for(child), 0);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(names(root), (std::vector<std::string>{".certlift", "applicationHost.config"}));
  EXPECT_EQ(names(root + "/.certlift"), std::vector<std::string>{"journal.jsonl"});
}

}  // namespace
}  // namespace certlift::apply
