#include "disk/errors_posix.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>

namespace certlift::disk {
namespace {

TEST(PosixErrors, AreToldApartAndNameTheFile) {
  EXPECT_EQ(read_error(ENOENT, "/a").code, ErrorCode::not_found);
  EXPECT_EQ(read_error(EACCES, "/a").code, ErrorCode::unreadable);
  EXPECT_EQ(write_error(EACCES, "/a").code, ErrorCode::unwritable);
  EXPECT_EQ(read_error(EIO, "/a").code, ErrorCode::unreadable);
  EXPECT_EQ(write_error(EIO, "/a").path, "/a");
  for (const int code : {EBUSY, ETXTBSY, EAGAIN}) {
    EXPECT_EQ(write_error(code, "/a").code, ErrorCode::busy);
  }
}

TEST(PosixErrors, SayInPlainWordsWhatIsWrong) {
  struct Row {
    int code;
    const char* words;
  };
  for (const auto& [code, words] : std::array<Row, 5>{{{ENOSPC, "the disk is full"},
                                                       {EDQUOT, "quota"},
                                                       {EROFS, "read-only"},
                                                       {EACCES, "permission denied"},
                                                       {EIO, "input/output error"}}}) {
    EXPECT_NE(write_error(code, "/a").message.find(words), std::string::npos) << words;
  }
}

TEST(PosixErrors, ThatWereNotExpectedAreTheSystemsWords) {
  EXPECT_EQ(write_error(ENOTTY, "/a").code, ErrorCode::unwritable);
  EXPECT_TRUE(write_error(ENOTTY, "/a").message.starts_with("the system says: "));
}

}  // namespace
}  // namespace certlift::disk
