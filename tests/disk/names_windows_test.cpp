#include "disk/names_windows.h"

#include "disk/file_system.h"

#include <gtest/gtest.h>

namespace certlift::disk {
namespace {

const std::string long_name(300, 'x');

TEST(WindowsNames, AreTheSameInBothEncodings) {
  const std::string text = "a\u00fc\u30b5\U0001F510";
  EXPECT_EQ(to_utf16(text), L"a\u00fc\u30b5\U0001F510");
  EXPECT_EQ(to_utf8(to_utf16(text)), text);
  EXPECT_EQ(to_utf8(to_utf16("")), "");
  EXPECT_EQ(to_utf8(to_utf16("a\xFFz")), "a\uFFFDz");
}

TEST(WindowsNames, ThatAreShortStayAsGiven) {
  for (const std::string path : {R"(C:\a\b)", "a/b", R"(\\server\share\a)", "NUL", R"(\\.\pipe\x)"})
    EXPECT_EQ(to_utf8(system_path(path)), path);
}

TEST(WindowsNames, ThatAreLongSayThatTheyAre) {
  EXPECT_EQ(to_utf8(system_path(R"(C:\a\..\)" + long_name)), R"(\\?\C:\)" + long_name);
  EXPECT_EQ(to_utf8(system_path("C:/a/" + long_name)), R"(\\?\C:\a\)" + long_name);
  EXPECT_EQ(to_utf8(system_path(R"(\\server\share\)" + long_name)), R"(\\?\UNC\server\share\)" + long_name);
  EXPECT_EQ(to_utf8(system_path(R"(\\?\C:\)" + long_name)), R"(\\?\C:\)" + long_name);
  EXPECT_TRUE(to_utf8(system_path(long_name)).starts_with(R"(\\?\)"));
}

TEST(WindowsNames, AreShownWithoutThePrefix) {
  EXPECT_EQ(plain_path(LR"(\\?\C:\a)"), R"(C:\a)");
  EXPECT_EQ(plain_path(LR"(\\?\UNC\server\share\a)"), R"(\\server\share\a)");
  EXPECT_EQ(plain_path(LR"(\\?\Volume{1}\a)"), R"(\\?\Volume{1}\a)");
  EXPECT_EQ(plain_path(LR"(C:\a)"), R"(C:\a)");
}

TEST(WindowsPaths, AreTakenApart) {
  EXPECT_EQ(directory_of(R"(C:\a\b)"), R"(C:\a)");
  EXPECT_EQ(directory_of(R"(C:\b)"), R"(C:\)");
  EXPECT_EQ(directory_of("C:/b"), "C:/");
  EXPECT_EQ(directory_of("C:b"), "C:");
  EXPECT_EQ(directory_of(R"(\b)"), R"(\)");
  EXPECT_EQ(directory_of(R"(\\?\C:\b)"), R"(\\?\C:\)");
  EXPECT_EQ(directory_of(R"(\\server\share\b)"), R"(\\server\share)");
  EXPECT_EQ(file_name_of(R"(C:\a/b)"), "b");
  EXPECT_EQ(file_name_of("C:b"), "b");
}

TEST(WindowsPaths, AreJoinedAsTheyAreWritten) {
  EXPECT_EQ(join(R"(C:\a)", "b"), R"(C:\a\b)");
  EXPECT_EQ(join(R"(C:\)", "b"), R"(C:\b)");
  EXPECT_EQ(join("C:", "b"), "C:b");
  EXPECT_EQ(join("C:/a", "b"), "C:/a/b");
  EXPECT_EQ(join(R"(C:\a/b)", "c"), R"(C:\a/b\c)");
  EXPECT_EQ(join("a", "b"), R"(a\b)");
}

}  // namespace
}  // namespace certlift::disk
