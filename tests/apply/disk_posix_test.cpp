#include "apply/real_disk.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace certlift::apply {
namespace {

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
  EXPECT_EQ(*disk->create_file(path, path, "x"), disk::Creation::already_there);
  EXPECT_EQ(*disk->create_file(root + "/link", path, "x"), disk::Creation::already_there);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(*disk->create_file(root + "/new", "", "x"), disk::Creation::created);
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

TEST_F(DiskTest, ReadsAFileThatSaysItIsEmpty) {
  const auto content = disk->read("/proc/self/status");
  if (!content) GTEST_SKIP() << "there is no /proc here";
  EXPECT_EQ(content->info.size, 0U);
  EXPECT_NE(content->bytes.find("Pid:"), std::string::npos);
}

std::string refused_reading(const disk::WritableFiles& files, const std::string& path) {
  for (const auto& content : {files.read(path), files.read_at_rest(path)}) {
    if (content) return "read";
    EXPECT_EQ(content.error().code, ErrorCode::unreadable) << path;
    EXPECT_EQ(content.error().path, path);
  }
  return files.read(path).error().message;
}

TEST_F(DiskTest, RefusesToReadWhatIsNoFileAndDoesNotWaitForIt) {
  const std::string pipe = root + "/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(refused_reading(*disk, pipe), "this is a pipe, not a file; name a file, or - for standard input");
  EXPECT_EQ(refused_reading(*disk, "/dev/zero"),
            "this is a device, not a file; name a file, or - for standard input");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = root + "/socket";
  if (name.size() < sizeof address.sun_path) {
    name.copy(address.sun_path, name.size());
    ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(refused_reading(*disk, name),
              "this is a socket or a device, not a file; name a file, or - for standard input");
  }
  ::close(socket);
}

TEST_F(DiskTest, WaitsForAFileThatIsLeased) {
  const int owner = ::open(path.c_str(), O_RDWR);
  ASSERT_NE(owner, -1);
  if (::fcntl(owner, F_SETLEASE, F_WRLCK) != 0) {
    ::close(owner);
    GTEST_SKIP() << "no leases here";
  }
  static int leased = -1;
  leased = owner;
  struct sigaction yielding{};
  yielding.sa_handler = [](int) { ::fcntl(leased, F_SETLEASE, F_UNLCK); };
  struct sigaction before{};
  ::sigaction(SIGIO, &yielding, &before);
  const auto content = disk->read(path);
  ::sigaction(SIGIO, &before, nullptr);
  ::close(owner);
  ASSERT_TRUE(content) << content.error().message;
  EXPECT_EQ(content->bytes, "old\n");
}

TEST_F(DiskTest, ReadsAFileAtRestOnlyWhenNoProcessHasItOpenForWriting) {
  EXPECT_EQ(disk->read_at_rest(path)->bytes, "old\n");
  const int writer = ::open(path.c_str(), O_WRONLY);
  const auto busy = disk->read_at_rest(path);
  ASSERT_FALSE(busy);
  EXPECT_EQ(busy.error().code, ErrorCode::busy);
  ::close(writer);
  const int reader = ::open(path.c_str(), O_RDONLY);
  EXPECT_TRUE(disk->read_at_rest(path));
  ::close(reader);
}

TEST_F(DiskTest, ListsEntriesAsTheyAre) {
  fs::create_symlink(path, root + "/link");
  fs::create_directory(root + "/.sub");
  const auto entries = disk->list(root);
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].kind, disk::FileKind::directory);
  EXPECT_EQ((*entries)[1].kind, disk::FileKind::regular);
  EXPECT_EQ((*entries)[2].kind, disk::FileKind::link);
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

}  // namespace
}  // namespace certlift::apply
