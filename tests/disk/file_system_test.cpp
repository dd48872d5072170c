#include "disk/file_system.h"

#include <gtest/gtest.h>

namespace certlift::disk {
namespace {

TEST(Paths, AreTakenApart) {
  EXPECT_EQ(directory_of("/a/b"), "/a");
  EXPECT_EQ(directory_of("/b"), "/");
  EXPECT_EQ(directory_of("b"), ".");
  EXPECT_EQ(directory_of("a/b"), "a");
  EXPECT_EQ(file_name_of("/a/b"), "b");
  EXPECT_EQ(file_name_of("b"), "b");
}

TEST(Paths, AreJoinedWithOneSeparator) {
  EXPECT_EQ(join("/a", "b"), "/a/b");
  EXPECT_EQ(join("/", "b"), "/b");
  EXPECT_EQ(join("a/", "b"), "a/b");
}

}  // namespace
}  // namespace certlift::disk
