#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

/// The program on disks that are full, and among files that it may not touch.
namespace certlift::test {
namespace {

using testing::HasSubstr;

class Disks : public Process {
 protected:
  /// `certlift` is run by a user who is not root and owns the folder.
  void as_nobody_special() {
    if (::geteuid() != 0) return;
    if (shell("command -v setpriv && chown -R 65534:65534 . && setpriv --reuid 65534 --regid 65534 "
              "--clear-groups "
              "certlift --version") != 0)
      GTEST_SKIP() << "root may do everything, and there is no other user here who may run certlift";
    as_ = "setpriv --reuid 65534 --regid 65534 --clear-groups ";
  }
  int certlift(const std::string& arguments) { return shell(as_ + "certlift " + arguments); }

  std::string original() const { return file_bytes(fixtures + "shop.config"); }

  /// What is in the folder besides the files of the test itself.
  std::string listing(const std::string& folder = ".") {
    shell("cd " + folder + " && ls -A | grep -vxE 'out|err|run.sh' | tr '\n' ' '");
    return read("out");
  }

  std::string as_;
};

/// A disk of 256 KiB on which all but so many KiB are taken; then it is made free.
constexpr const char* full_disk = R"sh(
mkdir disk && mount -t tmpfs -o size=256k tmpfs disk || exit 77
for free in 0 4 8 12 16 20 24 28 32 36 40 44 48 64; do
  rm -rf disk/.certlift
  cp shop.config disk/shop.config
  dd if=/dev/zero of=disk/filler bs=1k status=none 2>/dev/null
  truncate -s -${free}K disk/filler
  certlift fix disk/shop.config >said 2>&1
  code=$?
  echo "$free KiB free: exit $code"
  case $code in
    0) certlift check -q disk/shop.config || exit 1 ;;
    3) cmp disk/shop.config shop.config && grep -q 'the disk is full; free some space' said || exit 2 ;;
    *) exit 3 ;;
  esac
  rm disk/filler
  certlift fix disk/shop.config && certlift check -q disk/shop.config || exit 4
  cmp disk/.certlift/*/shop.config shop.config || exit 5
  [ "$(ls -A disk | tr '\n' ' ')" = '.certlift shop.config ' ] || exit 6
  [ "$(ls -A disk/.certlift | wc -l)" = 2 ] || exit 7
done)sh";

TEST_F(Disks, AFullDiskLeavesTheFileAloneAndIsNamed) {
  std::ofstream(folder_ / "full.sh") << full_disk;
  const int code = shell("unshare -rm bash full.sh");
  if (code == 77 || (code == 1 && read("err").find("unshare") != std::string::npos))
    GTEST_SKIP() << "no disk can be mounted here: " << read("err");
  EXPECT_EQ(code, 0) << read("out") << read("err") << read("said");
  EXPECT_THAT(read("out"), HasSubstr("0 KiB free: exit 3"));
  EXPECT_THAT(read("out"), HasSubstr("64 KiB free: exit 0"));
}

TEST_F(Disks, AFileSizeLimitLeavesTheFileAloneAndIsNamed) {
  EXPECT_EQ(shell("ulimit -f 1; certlift fix shop.config 2>&1 | tail -c 900"), 3);
  EXPECT_THAT(read("out"), HasSubstr("this file is larger than the system allows"));
  EXPECT_EQ(read("shop.config"), original());
  EXPECT_EQ(certlift("fix shop.config"), 0);
  EXPECT_EQ(listing(), ".certlift shop.config ");
  EXPECT_EQ(shell("ls .certlift | wc -l; cmp .certlift/*/shop.config " + fixtures + "shop.config"), 0);
  EXPECT_EQ(read("out"), "2\n");
}

TEST_F(Disks, ADirectoryThatMayNotBeWrittenIsNamed) {
  ASSERT_EQ(shell("mkdir closed && mv shop.config closed"), 0);
  as_nobody_special();
  if (IsSkipped()) return;
  ASSERT_EQ(::chmod((folder_ / "closed").c_str(), 0500), 0);
  EXPECT_EQ(certlift("fix closed/shop.config"), 3);
  EXPECT_THAT(read("err") + read("out"), HasSubstr("permission denied"));
  ::chmod((folder_ / "closed").c_str(), 0700);
  EXPECT_EQ(read("closed/shop.config"), original());
  EXPECT_EQ(listing("closed"), "shop.config ");
}

TEST_F(Disks, ADirectoryThatMayNotBeEnteredIsNamed) {
  ASSERT_EQ(shell("mkdir closed && mv shop.config closed"), 0);
  as_nobody_special();
  if (IsSkipped()) return;
  ASSERT_EQ(::chmod((folder_ / "closed").c_str(), 0600), 0);
  EXPECT_EQ(certlift("fix closed/shop.config"), 3);
  EXPECT_THAT(read("err") + read("out"), HasSubstr("permission denied"));
  ::chmod((folder_ / "closed").c_str(), 0700);
  EXPECT_EQ(read("closed/shop.config"), original());
}

TEST_F(Disks, AFileThatIsReadOnlyIsFixedAndStaysReadOnly) {
  as_nobody_special();
  if (IsSkipped()) return;
  ASSERT_EQ(shell("chmod 444 shop.config"), 0);
  EXPECT_EQ(certlift("fix shop.config"), 0) << read("err");
  EXPECT_EQ(shell("stat -c %a shop.config"), 0);
  EXPECT_EQ(read("out"), "444\n");
  EXPECT_EQ(certlift("undo shop.config"), 0);
  EXPECT_EQ(read("shop.config"), original());
}

TEST_F(Disks, AFileOfAnotherOwnerIsLeftAlone) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make a file another's";
  as_nobody_special();
  if (IsSkipped()) return;
  ASSERT_EQ(shell("chown 0:0 shop.config && chmod 644 shop.config"), 0);
  EXPECT_EQ(certlift("fix shop.config"), 3);
  EXPECT_THAT(
      read("err") + read("out"),
      HasSubstr("the original belongs to the user root and the group root, and nobody cannot give a new "
                "file to root; run certlift as root; nothing was changed\n"));
  EXPECT_EQ(read("shop.config"), original());
  EXPECT_EQ(listing(), "shop.config ");
}

TEST_F(Disks, AFileOfAGroupThatWeAreNotInIsLeftAloneAndTheGroupIsNamed) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file to such a group";
  as_nobody_special();
  if (IsSkipped()) return;
  ASSERT_EQ(shell("chown 65534:daemon shop.config && chmod 644 shop.config"), 0);
  EXPECT_EQ(certlift("fix shop.config"), 3);
  EXPECT_THAT(
      read("err") + read("out"),
      HasSubstr("the original belongs to the user nobody and the group daemon, and nobody is not in that "
                "group, so the new file cannot belong to it too; run certlift as root, or as nobody once "
                "in the group daemon"));
  EXPECT_EQ(read("shop.config"), original());
  ASSERT_EQ(shell("chown 65534:54321 shop.config"), 0);
  EXPECT_EQ(certlift("fix shop.config"), 3);
  EXPECT_THAT(read("err") + read("out"), HasSubstr("the group 54321"));
}

TEST_F(Disks, ALinkToAnotherDiskIsFollowed) {
  const std::filesystem::path other = "/dev/shm";
  struct stat here{}, there{};
  ::stat(folder_.c_str(), &here);
  if (::stat(other.c_str(), &there) != 0 || ::access(other.c_str(), W_OK) != 0 || here.st_dev == there.st_dev)
    GTEST_SKIP() << "there is no second disk here";
  ASSERT_EQ(shell("d=$(mktemp -d /dev/shm/certlift-XXXXXX) && mv shop.config $d && ln -s $d other && "
                  "ln -s $d/shop.config shop.config"),
            0);
  EXPECT_EQ(certlift("fix shop.config"), 0) << read("err");
  EXPECT_EQ(listing(), "other shop.config ") << "the backup stands beside the file, not beside the link";
  EXPECT_EQ(listing("other/"), ".certlift shop.config ");
  EXPECT_EQ(shell("test -L shop.config && certlift check -q shop.config"), 0);
  EXPECT_EQ(certlift("undo shop.config --backup-dir ./backups"), 3) << "where there is none";
  EXPECT_EQ(certlift("undo shop.config"), 0);
  EXPECT_EQ(certlift("fix shop.config --backup-dir ./backups"), 0) << "which is on the first disk";
  EXPECT_EQ(certlift("undo shop.config --backup-dir ./backups"), 0);
  EXPECT_EQ(read("shop.config"), original());
  EXPECT_EQ(listing("other/"), ".certlift shop.config ");
  shell("rm -rf $(readlink other)");
}

}  // namespace
}  // namespace certlift::test
