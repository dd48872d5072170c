#pragma once

#include "disk/descriptor_posix.h"
#include "disk/file_system.h"

#include <sys/stat.h>

#include <string>

namespace certlift::disk {

FileKind kind_of(mode_t mode);

/// What the system has found at a path.
FileInfo info_from(const struct stat& found, const std::string& path);

/// Opens a file to be read. Does not wait for a process at the other end of a pipe. For a file that another
/// process has leased, as Samba does, it waits all the same, as long as the system lets it keep the lease.
Descriptor open_to_read(const std::string& path);

/// The opened file as a stream; what is wrong if it could not be opened or is no file.
Result<std::unique_ptr<FileStream>> stream_of(Descriptor file, const std::string& path);

/// All of an opened file; what is wrong if it could not be opened, is no file, or does not fit into memory.
Result<FileContent> read_content(const Descriptor& file, const std::string& path);

}  // namespace certlift::disk
