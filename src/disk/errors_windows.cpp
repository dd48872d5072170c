#include "disk/errors_windows.h"

#include "disk/error_table.h"
#include "disk/names_windows.h"

#include <windows.h>

#include <array>

namespace certlift::disk {
namespace {

using Meaning = ErrorMeaning<DWORD>;

constexpr ErrorCode not_found = ErrorCode::not_found;
constexpr ErrorCode unreadable = ErrorCode::unreadable;
constexpr ErrorCode unwritable = ErrorCode::unwritable;
constexpr ErrorCode busy = ErrorCode::busy;

constexpr DWORD quota_exceeded = 1295;  // ERROR_DISK_QUOTA_EXCEEDED, which mingw-w64 does not know
constexpr const char* is_missing = "there is no such file or directory; check the path";
constexpr const char* is_in_use = "another program has this file open; try again later";
constexpr const char* is_full = "the disk is full; free some space";
constexpr const char* is_out_of_reach =
    "the server of this share cannot be reached; check its name and the network";
constexpr const char* is_no_path = "Windows does not allow such a name; check the path";
constexpr const char* is_not_ours =
    "owner and group cannot be made the same as the original's; run certlift as an administrator "
    "(\"Run as administrator\")";
constexpr const char* is_broken = "the disk reports an input/output error; check the disk and the event log";

constexpr std::array meanings = {
    Meaning{ERROR_FILE_NOT_FOUND, not_found, not_found, is_missing},
    Meaning{ERROR_PATH_NOT_FOUND, not_found, not_found, is_missing},
    Meaning{ERROR_INVALID_DRIVE, not_found, not_found, "there is no such drive; check the path"},
    Meaning{ERROR_BAD_NETPATH, not_found, not_found, is_out_of_reach},
    Meaning{ERROR_BAD_NET_NAME, not_found, not_found, "this server has no such share; check the path"},
    Meaning{ERROR_NETNAME_DELETED, unreadable, unwritable, is_out_of_reach},
    Meaning{ERROR_INVALID_NAME, not_found, not_found, is_no_path},
    Meaning{ERROR_BAD_PATHNAME, not_found, not_found, is_no_path},
    Meaning{ERROR_DIRECTORY, not_found, not_found, "this is a file, not a directory; check the path"},
    Meaning{ERROR_FILENAME_EXCED_RANGE, unreadable, unwritable, "this path is too long for the file system"},
    Meaning{ERROR_ACCESS_DENIED, unreadable, unwritable,
            "access is denied; run certlift as an administrator (\"Run as administrator\")"},
    Meaning{ERROR_PRIVILEGE_NOT_HELD, unreadable, unwritable, is_not_ours},
    Meaning{ERROR_INVALID_OWNER, unreadable, unwritable, is_not_ours},
    Meaning{ERROR_CANT_RESOLVE_FILENAME, unreadable, unwritable,
            "the links on this path lead nowhere; check them"},
    Meaning{ERROR_SHARING_VIOLATION, busy, busy, is_in_use},
    Meaning{ERROR_LOCK_VIOLATION, busy, busy, is_in_use},
    Meaning{ERROR_USER_MAPPED_FILE, busy, busy, is_in_use},
    Meaning{ERROR_DELETE_PENDING, busy, busy, is_in_use},
    // ReplaceFileW; it has changed nothing, and virus scanners let go.
    Meaning{ERROR_UNABLE_TO_REMOVE_REPLACED, busy, busy, is_in_use},
    Meaning{ERROR_UNABLE_TO_MOVE_REPLACEMENT, busy, busy, is_in_use},
    Meaning{ERROR_UNABLE_TO_MOVE_REPLACEMENT_2, busy, busy, is_in_use},
    Meaning{ERROR_DISK_FULL, unwritable, unwritable, is_full},
    Meaning{ERROR_HANDLE_DISK_FULL, unwritable, unwritable, is_full},
    Meaning{quota_exceeded, unwritable, unwritable,
            "the disk quota is used up; free some space or have it raised"},
    Meaning{ERROR_WRITE_PROTECT, unwritable, unwritable, "this disk is write-protected"},
    Meaning{ERROR_DIR_NOT_EMPTY, unwritable, unwritable,
            "this directory holds something that is not certlift's; check what it is"},
    Meaning{ERROR_IO_DEVICE, unreadable, unwritable, is_broken},
    Meaning{ERROR_CRC, unreadable, unwritable, is_broken},
};

std::string words_of(DWORD code) {
  std::array<wchar_t, 1024> text{};
  DWORD length = ::FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, code,
                                  0, text.data(), static_cast<DWORD>(text.size()), nullptr);
  while (length > 0 && (text[length - 1] <= L' ' || text[length - 1] == L'.')) {
    --length;
  }
  // In whatever language, so with its capitals.
  return "Windows says: \"" + to_utf8({text.data(), length}) + "\" (error " + std::to_string(code) + ")";
}

}  // namespace

Error read_error(std::uint32_t code, const std::string& path) {
  return error_of(DWORD{code}, path, meanings, &Meaning::reading, ErrorCode::unreadable, words_of);
}

Error write_error(std::uint32_t code, const std::string& path) {
  return error_of(DWORD{code}, path, meanings, &Meaning::writing, ErrorCode::unwritable, words_of);
}

}  // namespace certlift::disk
