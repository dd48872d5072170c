#include "apply/backups.h"
#include "apply/disk.h"
#include "apply/recovery.h"
#include "apply/transaction.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#ifdef __linux__
#include <sys/xattr.h>
#endif

namespace certlift::apply {
namespace {

namespace fs = std::filesystem;

class DiskTest : public testing::Test {
 protected:
  DiskTest() {
    std::string pattern = fs::temp_directory_path() / "certlift-XXXXXX";
    root = fs::canonical(::mkdtemp(pattern.data())).string();
    path = root + "/applicationHost.config";
    put(path, "old\n");
    ::chmod(path.c_str(), 0640);
  }
  ~DiskTest() override {
    ::chmod(root.c_str(), 0700);
    fs::remove_all(root);
  }

  static void put(const std::string& file, const std::string& bytes) { std::ofstream(file) << bytes; }
  static std::string bytes(const std::string& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  static unsigned mode(const std::string& file) {
    struct stat found{};
    return ::stat(file.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
  }
  Context context() { return {*disk, environment}; }
  Result<Outcome> change(const std::string& text, const std::string& file) {
    const auto snapshot = take_snapshot(*disk, file);
    return snapshot ? change_file(context(), *snapshot, text, {"fix", "a test"})
                    : std::unexpected(snapshot.error());
  }
  Result<Outcome> change(const std::string& text) { return change(text, path); }
  std::vector<std::string> names(const std::string& directory) {
    std::vector<std::string> found;
    const auto entries = disk->list(directory).value();
    for (const DirectoryEntry& entry : entries) {
      found.push_back(entry.name);
    }
    return found;
  }

  std::unique_ptr<WritableFiles> disk = open_disk();
  Environment environment = system_environment();
  std::string root;
  std::string path;
};

TEST_F(DiskTest, ReplacesAFileAndKeepsItsMode) {
  const auto outcome = change("new\n");
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(bytes(path), "new\n");
  EXPECT_EQ(mode(path), 0640U);
  EXPECT_EQ(names(root), (std::vector<std::string>{".certlift", "applicationHost.config"}));
  EXPECT_EQ(names(root + "/.certlift"), (std::vector<std::string>{outcome->id, "journal.jsonl"}));
}

TEST_F(DiskTest, KeepsBackupsAsProtectedAsTheFile) {
  ASSERT_EQ(::chmod(path.c_str(), 0440), 0);
  const auto outcome = change("new\n");
  ASSERT_TRUE(outcome) << outcome.error().message;
  const std::string store = root + "/.certlift";
  EXPECT_EQ(mode(path), 0440U);
  EXPECT_EQ(mode(store), 0750U);
  EXPECT_EQ(mode(store + "/" + outcome->id), 0750U);
  EXPECT_EQ(mode(store + "/" + outcome->id + "/applicationHost.config"), 0440U);
  EXPECT_EQ(mode(store + "/" + outcome->id + "/change.json"), 0440U);
  EXPECT_EQ(mode(store + "/journal.jsonl"), 0640U);
  ASSERT_TRUE(change("newer\n"));
}

TEST_F(DiskTest, LeavesTheTimeOfAFileWithNothingToDo) {
  const auto before = fs::last_write_time(path);
  EXPECT_FALSE(change("old\n")->changed());
  EXPECT_EQ(fs::last_write_time(path), before);
  EXPECT_EQ(names(root), std::vector<std::string>{"applicationHost.config"});
}

TEST_F(DiskTest, EditsTheRealFileBehindLinks) {
  fs::create_directory(root + "/etc");
  fs::create_symlink("../applicationHost.config", root + "/etc/link");
  ASSERT_TRUE(change("new\n", root + "/etc/link"));
  EXPECT_EQ(bytes(path), "new\n");
  EXPECT_TRUE(fs::is_symlink(root + "/etc/link"));
  EXPECT_TRUE(fs::exists(root + "/.certlift"));
}

TEST_F(DiskTest, RefusesHardLinksDirectoriesAndPipes) {
  fs::create_hard_link(path, root + "/second");
  EXPECT_EQ(change("new\n").error().code, ErrorCode::unwritable);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(change("new\n", root).error().code, ErrorCode::unwritable);
  ASSERT_EQ(::mkfifo((root + "/pipe").c_str(), 0600), 0);
  EXPECT_EQ(change("new\n", root + "/pipe").error().code, ErrorCode::unwritable);
  EXPECT_EQ(change("new\n", root + "/none").error().code, ErrorCode::not_found);
  EXPECT_FALSE(fs::exists(root + "/.certlift"));
}

TEST_F(DiskTest, ChangesNothingInADirectoryItMayNotWrite) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root may write everywhere";
  }
  ASSERT_EQ(::chmod(root.c_str(), 0500), 0);
  const auto outcome = change("new\n");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::unwritable);
  EXPECT_NE(outcome.error().message.find("permission denied"), std::string::npos);
  EXPECT_EQ(bytes(path), "old\n");
}

TEST_F(DiskTest, MakesAFileOnlyWhereNothingHasItsName) {
  fs::create_symlink(path, root + "/link");
  EXPECT_EQ(*disk->create_file(path, path, "x"), Creation::already_there);
  EXPECT_EQ(*disk->create_file(root + "/link", path, "x"), Creation::already_there);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(*disk->create_file(root + "/new", "", "x"), Creation::created);
  EXPECT_EQ(mode(root + "/new"), 0600U);
  EXPECT_EQ(disk->create_file(root + "/no/new", "", "x").error().code, ErrorCode::not_found);
}

TEST_F(DiskTest, AppendsToNoLink) {
  fs::create_symlink(path, root + "/link");
  EXPECT_FALSE(disk->append(root + "/link", path, "x"));
  EXPECT_EQ(bytes(path), "old\n");
  ASSERT_TRUE(disk->append(path, path, "more\n"));
  EXPECT_EQ(bytes(path), "old\nmore\n");
}

TEST_F(DiskTest, ReadsFilesOfEverySize) {
  for (const std::size_t size : {0UL, 1UL, 65536UL, 3000001UL}) {
    std::string text(size, 'x');
    put(path, text);
    const auto content = disk->read(path);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->bytes, text);
    EXPECT_EQ(content->info.size, size);
  }
}

TEST_F(DiskTest, ReadsWhatHasNoSize) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "through a pipe", 14), 14);
  ::close(ends[1]);
  const auto content = disk->read("/dev/fd/" + std::to_string(ends[0]));
  ::close(ends[0]);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->bytes, "through a pipe");
  EXPECT_EQ(content->info.kind, FileKind::other);
}

TEST_F(DiskTest, TellsTwoFilesOfOneNameApart) {
  const std::string before = disk->info(path)->identity;
  EXPECT_EQ(disk->read(path)->info.identity, before);
  put(root + "/other", "old\n");
  fs::rename(root + "/other", path);
  EXPECT_NE(disk->info(path)->identity, before);
}

TEST_F(DiskTest, ListsEntriesAsTheyAre) {
  fs::create_symlink(path, root + "/link");
  fs::create_directory(root + "/.sub");
  const auto entries = disk->list(root);
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].kind, FileKind::directory);
  EXPECT_EQ((*entries)[1].kind, FileKind::regular);
  EXPECT_EQ((*entries)[2].kind, FileKind::link);
  EXPECT_EQ(disk->list(root + "/none").error().code, ErrorCode::not_found);
}

TEST_F(DiskTest, SaysInPlainWordsThatTheDiskIsFull) {
  if (!fs::exists("/dev/full")) {
    GTEST_SKIP() << "there is no full disk here";
  }
  const auto written = disk->append("/dev/full", path, "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::unwritable);
  EXPECT_EQ(written.error().message, "the disk is full; free some space");
}

#ifdef __linux__

TEST_F(DiskTest, KeepsExtendedAttributes) {
  if (::setxattr(path.c_str(), "user.note", "mine", 4, 0) != 0) {
    GTEST_SKIP() << "this file system has none";
  }
  ASSERT_EQ(::chmod(path.c_str(), 0440), 0);
  ASSERT_TRUE(change("new\n"));
  char value[8] = {};
  EXPECT_EQ(::getxattr(path.c_str(), "user.note", value, sizeof value), 4);
  EXPECT_STREQ(value, "mine");
}

/// An access control list as the kernel takes it: owner, one named user, group, mask, others.
std::string access_list(char named_user_rights) {
  const auto entry = [](char tag, char rights, const std::string& id) {
    return std::string{tag, 0, rights, 0} + id;
  };
  const std::string nobody(4, '\xff');
  return std::string("\2\0\0\0", 4) + entry(1, 6, nobody) +
         entry(2, named_user_rights, std::string("\1\1\0\0", 4)) + entry(4, 0, nobody) +
         entry(0x10, named_user_rights, nobody) + entry(0x20, 0, nobody);
}

std::string access_list_of(const std::string& file) {
  char value[256];
  const ssize_t size = ::getxattr(file.c_str(), "system.posix_acl_access", value, sizeof value);
  return size > 0 ? std::string(value, static_cast<std::size_t>(size)) : "";
}

TEST_F(DiskTest, KeepsTheAccessControlList) {
  const std::string list = access_list(4);
  if (::setxattr(path.c_str(), "system.posix_acl_access", list.data(), list.size(), 0) != 0) {
    GTEST_SKIP() << "this file system has none";
  }
  const auto outcome = change("new\n");
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(access_list_of(path), list);
  const std::string folder = root + "/.certlift/" + outcome->id;
  EXPECT_EQ(access_list_of(folder + "/applicationHost.config"), list);
  const std::string of_folder = access_list_of(folder);
  ASSERT_EQ(of_folder.size(), list.size());
  EXPECT_EQ(of_folder[6], 7) << "the owner may do all";
  EXPECT_EQ(of_folder[14], 5) << "who may read may enter";
  EXPECT_EQ(of_folder[22], 0) << "and who may not, may not: the mode alone would let the group in";
}

TEST_F(DiskTest, DoesNotInheritAnAccessControlList) {
  const std::string list = access_list(7);
  if (::setxattr(root.c_str(), "system.posix_acl_default", list.data(), list.size(), 0) != 0) {
    GTEST_SKIP() << "this file system has none";
  }
  const auto outcome = change("new\n");
  ASSERT_TRUE(outcome) << outcome.error().message;
  for (const std::string& made : {path, root + "/.certlift", root + "/.certlift/journal.jsonl"}) {
    EXPECT_EQ(access_list_of(made), "") << made;
  }
  EXPECT_EQ(mode(path), 0640U);
  EXPECT_EQ(mode(root + "/.certlift"), 0750U);
}

#endif

TEST_F(DiskTest, KeepsOwnerAndGroup) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "only root can give files away";
  }
  ASSERT_EQ(::chown(path.c_str(), 1234, 5678), 0);
  const auto outcome = change("new\n");
  ASSERT_TRUE(outcome) << outcome.error().message;
  const std::string store = root + "/.certlift";
  for (const std::string& made :
       {path, store, store + "/journal.jsonl", store + "/" + outcome->id + "/change.json"}) {
    struct stat found{};
    ASSERT_EQ(::stat(made.c_str(), &found), 0);
    EXPECT_EQ(found.st_uid, 1234U) << made;
    EXPECT_EQ(found.st_gid, 5678U) << made;
  }
}

TEST_F(DiskTest, KnowsTheLivingFromTheDead) {
  const auto own = environment.process_mark(::getpid());
  ASSERT_TRUE(own);
  EXPECT_EQ(environment.process_mark(::getpid()), own);
  EXPECT_FALSE(environment.process_mark(0));
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  EXPECT_TRUE(environment.process_mark(child));
  ::kill(child, SIGKILL);
  siginfo_t info;
  ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT);
  EXPECT_FALSE(environment.process_mark(child)) << "dead, though nobody has asked for its status";
  ::waitpid(child, nullptr, 0);
  EXPECT_FALSE(environment.process_mark(child));
}

class ProcessTest : public DiskTest {
 protected:
  template <class Work>
  pid_t in_another_process(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) {
      environment = system_environment();
      ::_exit(work() ? 0 : 1);
    }
    return child;
  }
  static int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
  }
  /// Adds a line to whatever stands there, as often as somebody else is quicker.
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
        if (!add_line(name + std::to_string(i))) {
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
      EXPECT_NE(text.find("\n" + (name + std::to_string(i)) + "\n"), std::string::npos) << name << i;
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
    ASSERT_TRUE(change("round " + std::to_string(round) + "\n"));
    EXPECT_EQ(names(root), (std::vector<std::string>{".certlift", "applicationHost.config"}));
    for (const std::string& name : names(root + "/.certlift")) {
      EXPECT_TRUE(is_change_id(name) || name == "journal.jsonl") << name;
    }
    const auto backups = list_backups(*disk, path, {});
    ASSERT_TRUE(backups);
    for (const Backup& backup : *backups) {
      EXPECT_EQ(backup.state, BackupState::intact);
    }
    EXPECT_TRUE(prune(context(), path, 3));
  }
}

}  // namespace
}  // namespace certlift::apply
