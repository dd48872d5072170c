#pragma once

#include "base/result.h"

#include <string>

/// What Linux can do beyond POSIX. Elsewhere these do nothing, and say so.
namespace certlift::disk {

/// Sees to it that an opened file is not written for as long as this lasts: who opens it for writing has to
/// wait. Not where the file system knows no leases, nor where the file is another user's.
class Lease {
 public:
  explicit Lease(int descriptor);

  /// False if another process had the file open for writing already, or is waiting to.
  bool was_kept() const;

 private:
  int descriptor_;
  bool held_ = false;
  bool refused_ = false;
};

/// Lets two names change places in one step. False where the system has no such call, or where one of them is
/// missing; then nothing was done.
Result<bool> exchange(const std::string& one, const std::string& other);

/// Gives a file another name in one step; false if something has that name. Where the system has no such call
/// the file has both names for a moment.
Result<bool> rename_to_free(const std::string& from, const std::string& to);

}  // namespace certlift::disk
