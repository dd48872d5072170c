#pragma once

#include "base/result.h"
#include "disk/file_system.h"

#include <string>

namespace certlift::apply {

/// A file that may be replaced, as it was read.
struct Snapshot {
  std::string path;  ///< the real file's, absolute, every link followed
  std::string bytes;
  std::string sha256;
  std::string identity;
};

/// Errors: unwritable, with what to do, for anything but a regular file with one name.
Result<void> check_replaceable(const disk::FileInfo& info);

/// Reads a file for a command that may write it; busy while another process has it open for writing. Links
/// are followed: the real file is the one to edit. Refuses (unwritable) a directory, a special file, and a
/// file with several hard links, because replacing it would part it from its other names. Commands that only
/// look use ReadableFiles::read.
Result<Snapshot> take_snapshot(const disk::ReadableFiles& files, const std::string& path);

}  // namespace certlift::apply
