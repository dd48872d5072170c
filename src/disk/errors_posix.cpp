#include "disk/errors_posix.h"

#include "disk/error_table.h"
#include "text/wording.h"

#include <array>
#include <cerrno>
#include <system_error>

namespace certlift::disk {
namespace {

using Meaning = ErrorMeaning<int>;

constexpr ErrorCode not_found = ErrorCode::not_found;
constexpr ErrorCode unreadable = ErrorCode::unreadable;
constexpr ErrorCode unwritable = ErrorCode::unwritable;
constexpr ErrorCode busy = ErrorCode::busy;

constexpr std::array meanings = {
    Meaning{ENOENT, not_found, not_found, "there is no such file or directory; check the path"},
    Meaning{ENOTDIR, not_found, not_found, "a part of this path is a file, not a directory; check the path"},
    Meaning{EISDIR, unreadable, unwritable, "this is a directory; name the file in it"},
    Meaning{ENXIO, unreadable, unwritable,
            "this is a socket or a device, not a file; name a file, or - for standard input"},
    Meaning{EACCES, unreadable, unwritable,
            "permission denied; run certlift as a user who is allowed to do this"},
    Meaning{EPERM, unreadable, unwritable,
            "the system does not permit this; run certlift as the file's owner or as root, and see that the "
            "file is "
            "not marked immutable"},
    Meaning{ELOOP, unreadable, unwritable, "the links on this path lead nowhere; check them"},
    Meaning{ENAMETOOLONG, unreadable, unwritable, "this path is too long for the system"},
    Meaning{ENOSPC, unwritable, unwritable, "the disk is full; free some space"},
    Meaning{EDQUOT, unwritable, unwritable, "the disk quota is used up; free some space or have it raised"},
    Meaning{EFBIG, unreadable, unwritable, "this file is larger than the system allows; raise the limit"},
    Meaning{EROFS, unwritable, unwritable, "the file system is read-only; mount it writable"},
    Meaning{EIO, unreadable, unwritable,
            "the disk reports an input/output error; check the disk and the system's log"},
    Meaning{ENOTEMPTY, unwritable, unwritable,
            "this directory holds something that is not certlift's; check what it is"},
    Meaning{EBUSY, busy, busy, "another process is using this; try again later"},
    Meaning{ETXTBSY, busy, busy, "another process is using this; try again later"},
    Meaning{EAGAIN, busy, busy, "the system is short of something or the file is locked; try again later"},
};

std::string words_of(int code) {
  return "the system says: " + text::uncapitalized(std::generic_category().message(code));
}

}  // namespace

Error read_error(int code, const std::string& path) {
  return error_of(code, path, meanings, &Meaning::reading, ErrorCode::unreadable, words_of);
}

Error write_error(int code, const std::string& path) {
  return error_of(code, path, meanings, &Meaning::writing, ErrorCode::unwritable, words_of);
}

}  // namespace certlift::disk
