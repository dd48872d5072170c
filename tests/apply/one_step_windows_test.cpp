#include "apply/real_disk.h"
#include "disk/handle_windows.h"
#include "disk/names_windows.h"
#include "disk/replacement.h"
#include "disk/replacement_windows.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

/// The replacement in one step, on the real disk.
namespace certlift::apply {
namespace {

disk::Handle opened_shared(const std::string& path) {
  return disk::Handle(::CreateFileW(disk::system_path(path).c_str(), GENERIC_READ, disk::shared_with_all,
                                    nullptr, OPEN_EXISTING, 0, nullptr));
}

/// Opens a file in a loop, as a server does that reads its configuration just now.
class Watcher {
 public:
  explicit Watcher(std::string path) : path_(std::move(path)), thread_([this] { watch(); }) {}
  ~Watcher() {
    is_over_ = true;
    thread_.join();
  }
  unsigned missing() const { return missing_; }
  unsigned opened() const { return opened_; }

 private:
  void watch() {
    while (!is_over_) {
      if (opened_shared(path_).is_open())
        ++opened_;
      else if (::GetLastError() == ERROR_FILE_NOT_FOUND)
        ++missing_;
    }
  }

  std::string path_;
  std::atomic<bool> is_over_ = false;
  std::atomic<unsigned> missing_ = 0, opened_ = 0;
  std::thread thread_;
};

/// Replaces the file many times; how often a reader found none.
unsigned times_missing(disk::WritableFiles& files, const std::string& root, const std::string& path) {
  const Watcher watcher(path);
  const std::string staged = root + "/staged";
  for (int i = 0; i < 200 || watcher.opened() < 200; ++i) {
    EXPECT_TRUE(files.create_file(staged, path, "new " + std::to_string(i)));
    const auto replaced = disk::replace_file(path, staged);
    if (!replaced) {
      ADD_FAILURE() << replaced.error().message;
      break;
    }
    EXPECT_EQ(*replaced, disk::Displaced::kept);
    EXPECT_TRUE(files.remove_file(staged));
  }
  return watcher.missing();
}

TEST_F(DiskTest, HasAFileAtEveryMomentWhileItIsReplaced) {
  // A reader that holds the file at each of fifty tries makes it two steps; that is rare.
  unsigned missing = times_missing(*disk, root, path);
  for (int again = 0; again < 2 && missing != 0; ++again) missing = times_missing(*disk, root, path);
  EXPECT_EQ(missing, 0U);
  EXPECT_EQ(names(root), (std::vector<std::string>{"applicationHost.config"}));
}

TEST_F(DiskTest, IsChangedThoughAnotherProgramReadsItThatLetsItBeDeleted) {
  const disk::Handle reader = opened_shared(path);
  ASSERT_TRUE(change("new\n"));
  EXPECT_EQ(bytes(path), "new\n");
}

TEST_F(DiskTest, KeepsTheAlternateStreamsOfTheFile) {
  const std::wstring stream = disk::system_path(path) + L":note";
  {
    const disk::Handle made(::CreateFileW(stream.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, 0, nullptr));
    DWORD written = 0;
    if (!made.is_open() || names(root).size() > 1) GTEST_SKIP() << "this file system has no streams";
    ASSERT_TRUE(::WriteFile(made.get(), "kept", 4, &written, nullptr));
  }
  ASSERT_TRUE(change("new\n"));
  const disk::Handle kept(
      ::CreateFileW(stream.c_str(), GENERIC_READ, disk::shared_with_all, nullptr, OPEN_EXISTING, 0, nullptr));
  ASSERT_TRUE(kept.is_open());
  char text[8] = {};
  DWORD got = 0;
  ASSERT_TRUE(::ReadFile(kept.get(), text, sizeof text, &got, nullptr));
  EXPECT_EQ(std::string(text, got), "kept");
}

TEST_F(DiskTest, RemovesTheLinkThatAnInterruptedReplacementHasLeft) {
  const std::string staged = root + "/staged";
  ASSERT_TRUE(disk->create_file(staged, path, "new\n"));
  ASSERT_TRUE(::CreateHardLinkW(disk::system_path(disk::displaced_name(staged)).c_str(),
                                disk::system_path(path).c_str(), nullptr));
  ASSERT_TRUE(disk->settle_replace(path, staged));
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(names(root), (std::vector<std::string>{"applicationHost.config", "staged"}));
}

}  // namespace
}  // namespace certlift::apply
