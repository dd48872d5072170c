#include "disk/errors_windows.h"

#include <gtest/gtest.h>

#include <windows.h>

namespace certlift::disk {
namespace {

TEST(WindowsErrors, AreToldApartAndNameTheFile) {
  EXPECT_EQ(read_error(ERROR_FILE_NOT_FOUND, "a").code, ErrorCode::not_found);
  EXPECT_EQ(read_error(ERROR_PATH_NOT_FOUND, "a").code, ErrorCode::not_found);
  EXPECT_EQ(read_error(ERROR_ACCESS_DENIED, "a").code, ErrorCode::unreadable);
  EXPECT_EQ(write_error(ERROR_ACCESS_DENIED, "a").code, ErrorCode::unwritable);
  EXPECT_EQ(write_error(ERROR_DISK_FULL, "a").path, "a");
  for (const DWORD code : {ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_UNABLE_TO_REMOVE_REPLACED,
                           ERROR_UNABLE_TO_MOVE_REPLACEMENT}) {
    EXPECT_EQ(write_error(code, "a").code, ErrorCode::busy) << code;
    EXPECT_EQ(read_error(code, "a").code, ErrorCode::busy) << code;
  }
}

TEST(WindowsErrors, ThatWereNotExpectedAreTheSystemsWords) {
  const Error error = write_error(ERROR_MR_MID_NOT_FOUND, "a");
  EXPECT_EQ(error.code, ErrorCode::unwritable);
  EXPECT_TRUE(error.message.starts_with("Windows says: \"")) << error.message;
  EXPECT_TRUE(error.message.ends_with(" (error 317)")) << error.message;
}

}  // namespace
}  // namespace certlift::disk
