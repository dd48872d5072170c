#pragma once

#include "apply/file_system.h"
#include "apply/handle_windows.h"
#include "base/result.h"

#include <string>

namespace certlift::apply {

/// What an opened file is; `path` is the name it was opened by.
Result<FileInfo> info_of(const Handle& file, const std::string& path);

/// What an entry of a directory is, itself.
FileKind kind_of(const WIN32_FIND_DATAW& entry);
bool is_link_itself(const std::string& path);

}  // namespace certlift::apply
