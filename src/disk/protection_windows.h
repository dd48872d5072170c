#pragma once

#include "base/result.h"

#include <windows.h>

#include <memory>
#include <string>

namespace certlift::disk {

struct LocalRelease {
  void operator()(void* memory) const { ::LocalFree(memory); }
};
using Descriptor = std::unique_ptr<void, LocalRelease>;  ///< a security descriptor that Windows has allocated

/// Who may do what with a file: its owner, its group, its access control list; and those of its attributes
/// that belong to the file and not to its content.
struct Protection {
  Descriptor descriptor;
  DWORD attributes = 0;

  /// For the calls that create something: what is made so is protected from the first moment on.
  SECURITY_ATTRIBUTES security() const { return {sizeof(SECURITY_ATTRIBUTES), descriptor.get(), FALSE}; }
};

/// That of the file `model`; with an empty one, what lets in only us.
Result<Protection> protection_of(const std::string& model);

/// The same for a directory: who may read the file may list and enter it; its owner may do everything in it.
Result<Protection> directory_protection_of(const std::string& model);

/// Lets this process give files to another owner, as administrators may if they request it. Nothing happens
/// if we may not.
void allow_other_owners();

}  // namespace certlift::disk
