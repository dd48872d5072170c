#include "apply/real_disk.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

namespace certlift::apply {
namespace {

using ProtectionTest = DiskTest;

TEST_F(ProtectionTest, KeepsOwnerAndGroup) {
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

#ifdef __linux__

TEST_F(ProtectionTest, KeepsExtendedAttributes) {
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

TEST_F(ProtectionTest, KeepsTheAccessControlList) {
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

TEST_F(ProtectionTest, DoesNotInheritAnAccessControlList) {
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

}  // namespace
}  // namespace certlift::apply
