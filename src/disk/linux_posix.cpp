#include "disk/linux_posix.h"

#include "disk/errors_posix.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace certlift::disk {

#ifdef __linux__

Lease::Lease(int descriptor) : descriptor_(descriptor) {
  // The system reports a writer that waits by a signal: by one that is ignored by default.
  ::fcntl(descriptor_, F_SETSIG, SIGURG);
  held_ = ::fcntl(descriptor_, F_SETLEASE, F_RDLCK) == 0;
  refused_ = !held_ && errno == EAGAIN;
}

bool Lease::was_kept() const {
  return !refused_ && (!held_ || ::fcntl(descriptor_, F_GETLEASE) == F_RDLCK);
}

Result<bool> exchange(const std::string& one, const std::string& other) {
  if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0) {
    return true;
  }
  const bool cannot = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP || errno == ENOENT;
  return cannot ? Result<bool>(false) : std::unexpected(write_error(errno, one));
}

namespace {
bool has_renamed(const std::string& from, const std::string& to) {
  return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0;
}
}  // namespace

#else

namespace {
bool has_renamed(const std::string&, const std::string&) {
  errno = ENOSYS;
  return false;
}
}  // namespace

Lease::Lease(int descriptor) : descriptor_(descriptor) {}

bool Lease::was_kept() const {
  static_cast<void>(descriptor_), static_cast<void>(held_);
  return !refused_;
}

Result<bool> exchange(const std::string&, const std::string&) {
  return false;
}

#endif

Result<bool> rename_to_free(const std::string& from, const std::string& to) {
  if (has_renamed(from, to)) {
    return true;
  }
  const bool cannot = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
  if (cannot && ::link(from.c_str(), to.c_str()) == 0) {
    return ::unlink(from.c_str()) == 0 ? Result<bool>(true) : std::unexpected(write_error(errno, from));
  }
  return errno == EEXIST ? Result<bool>(false) : std::unexpected(write_error(errno, to));
}

}  // namespace certlift::disk
