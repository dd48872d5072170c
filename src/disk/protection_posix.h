#pragma once

#include "base/result.h"

#include <sys/types.h>

#include <map>
#include <string>

namespace certlift::disk {

/// Who may do what with a file: owner, permissions, and the extended attributes, access control lists among
/// them.
struct Protection {
  uid_t owner;
  gid_t group;
  mode_t mode;
  std::map<std::string, std::string> attributes;
};

/// That of the file `model`; with an empty one, what lets in only the owner.
Result<Protection> protection_of(const std::string& model);

/// Gives an opened new file that only we can open the protection of another one. Fails if owner, permissions
/// or access control list cannot be the same; other attributes that the system refuses to set are left out.
Result<void> protect_file(int descriptor, const Protection& protection, const std::string& path);

/// The same for a directory: who may read the file may read and enter it; its owner may write in it.
Result<void> protect_directory(int descriptor, const Protection& protection, const std::string& path);

}  // namespace certlift::disk
