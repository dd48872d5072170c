#pragma once

#include "base/result.h"
#include "disk/file_system.h"
#include "disk/handle_windows.h"

#include <string>

namespace certlift::disk {

/// What an opened file is; `path` is the name it was opened by.
Result<FileInfo> info_of(const Handle& file, const std::string& path);

/// What an entry of a directory is, itself.
FileKind kind_of(const WIN32_FIND_DATAW& entry);
bool is_link_itself(const std::string& path);

/// Whether both are there and hard links to one file.
bool are_names_of_one_file(const std::string& path, const std::string& other);

}  // namespace certlift::disk
