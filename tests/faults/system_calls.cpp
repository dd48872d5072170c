#include "faults/system_calls.h"

#include <fcntl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <string_view>

namespace certlift::faults {
namespace {

constexpr Effect looks = Effect::looks;
constexpr Effect changes = Effect::changes;

// number, name, descriptor, path, second path, effect, takes space, moves bytes
constexpr std::array known_calls = {
    KnownCall{SYS_openat, "openat", 0, 1, -1, looks, true, false},
    KnownCall{SYS_close, "close", 0, -1, -1, looks, false, false},
    KnownCall{SYS_read, "read", 0, -1, -1, looks, false, true},
    KnownCall{SYS_pread64, "pread64", 0, -1, -1, looks, false, true},
    KnownCall{SYS_fstat, "fstat", 0, -1, -1, looks, false, false},
    KnownCall{SYS_newfstatat, "newfstatat", 0, 1, -1, looks, false, false},
    KnownCall{SYS_statx, "statx", 0, 1, -1, looks, false, false},
    KnownCall{SYS_faccessat, "faccessat", 0, 1, -1, looks, false, false},
    KnownCall{SYS_readlinkat, "readlinkat", 0, 1, -1, looks, false, false},
    KnownCall{SYS_getdents64, "getdents64", 0, -1, -1, looks, false, false},
    KnownCall{SYS_listxattr, "listxattr", -1, 0, -1, looks, false, false},
    KnownCall{SYS_getxattr, "getxattr", -1, 0, -1, looks, false, false},
    KnownCall{SYS_fcntl, "fcntl", 0, -1, -1, looks, false, false},
    KnownCall{SYS_write, "write", 0, -1, -1, changes, true, true},
    KnownCall{SYS_pwrite64, "pwrite64", 0, -1, -1, changes, true, true},
    KnownCall{SYS_writev, "writev", 0, -1, -1, changes, true, false},
    KnownCall{SYS_fsync, "fsync", 0, -1, -1, changes, true, false},
    KnownCall{SYS_fdatasync, "fdatasync", 0, -1, -1, changes, true, false},
    KnownCall{SYS_ftruncate, "ftruncate", 0, -1, -1, changes, false, false},
    KnownCall{SYS_truncate, "truncate", -1, 0, -1, changes, false, false},
    KnownCall{SYS_renameat, "renameat", 0, 1, 3, changes, false, false},
    KnownCall{SYS_renameat2, "renameat2", 0, 1, 3, changes, false, false},
    KnownCall{SYS_linkat, "linkat", 0, 1, 3, changes, true, false},
    KnownCall{SYS_symlinkat, "symlinkat", 1, 2, -1, changes, true, false},
    KnownCall{SYS_unlinkat, "unlinkat", 0, 1, -1, changes, false, false},
    KnownCall{SYS_mkdirat, "mkdirat", 0, 1, -1, changes, true, false},
    KnownCall{SYS_fchmod, "fchmod", 0, -1, -1, changes, false, false},
    KnownCall{SYS_fchmodat, "fchmodat", 0, 1, -1, changes, false, false},
    KnownCall{SYS_fchown, "fchown", 0, -1, -1, changes, false, false},
    KnownCall{SYS_fchownat, "fchownat", 0, 1, -1, changes, false, false},
    KnownCall{SYS_fsetxattr, "fsetxattr", 0, -1, -1, changes, true, false},
    KnownCall{SYS_setxattr, "setxattr", -1, 0, -1, changes, true, false},
    KnownCall{SYS_fremovexattr, "fremovexattr", 0, -1, -1, changes, false, false},
    KnownCall{SYS_utimensat, "utimensat", 0, 1, -1, changes, false, false},
#ifdef SYS_open  // the older half, which newer machines do without
    KnownCall{SYS_open, "open", -1, 0, -1, looks, true, false},
    KnownCall{SYS_creat, "creat", -1, 0, -1, changes, true, false},
    KnownCall{SYS_stat, "stat", -1, 0, -1, looks, false, false},
    KnownCall{SYS_lstat, "lstat", -1, 0, -1, looks, false, false},
    KnownCall{SYS_access, "access", -1, 0, -1, looks, false, false},
    KnownCall{SYS_readlink, "readlink", -1, 0, -1, looks, false, false},
    KnownCall{SYS_rename, "rename", -1, 0, 1, changes, false, false},
    KnownCall{SYS_link, "link", -1, 0, 1, changes, true, false},
    KnownCall{SYS_symlink, "symlink", -1, 1, -1, changes, true, false},
    KnownCall{SYS_unlink, "unlink", -1, 0, -1, changes, false, false},
    KnownCall{SYS_mkdir, "mkdir", -1, 0, -1, changes, true, false},
    KnownCall{SYS_rmdir, "rmdir", -1, 0, -1, changes, false, false},
    KnownCall{SYS_chmod, "chmod", -1, 0, -1, changes, false, false},
    KnownCall{SYS_chown, "chown", -1, 0, -1, changes, false, false},
#endif
};

}  // namespace

const KnownCall* find_call(long number) {
  const auto found = std::ranges::find(known_calls, number, &KnownCall::number);
  return found == known_calls.end() ? nullptr : &*found;
}

bool opens(const KnownCall& call) {
  return std::string_view(call.name).starts_with("open") || std::string_view(call.name) == "creat";
}

bool closes(const KnownCall& call) {
  return call.number == SYS_close;
}

unsigned long open_flags(const KnownCall& call, const Stop& stop) {
  return call.effect == Effect::changes ? O_CREAT | O_WRONLY | O_TRUNC
                                        : stop.arguments.at(static_cast<std::size_t>(call.path) + 1);
}

}  // namespace certlift::faults
