#include "disk/protection_windows.h"

#include "disk/errors_windows.h"
#include "disk/handle_windows.h"
#include "disk/names_windows.h"

// After windows.h, which these need.
#include <aclapi.h>
#include <sddl.h>

#include <vector>

namespace certlift::disk {
namespace {

/// A read-only copy could not be removed again, and ReplaceFileW refuses read-only targets anyway.
constexpr DWORD kept_attributes = FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_ARCHIVE |
                                  FILE_ATTRIBUTE_NOT_CONTENT_INDEXED | FILE_ATTRIBUTE_ENCRYPTED;

std::wstring own_sid() {
  HANDLE opened = nullptr;
  ::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened);
  const Handle token(opened);
  DWORD size = 0;
  ::GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
  std::vector<char> buffer(size);
  if (!::GetTokenInformation(token.get(), TokenUser, buffer.data(), size, &size)) {
    return {};
  }
  wchar_t* text = nullptr;
  if (!::ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(buffer.data())->User.Sid, &text)) {
    return {};
  }
  const Descriptor release(text);
  return text;
}

Result<Protection> ours_alone() {
  const std::wstring rule = L"D:P(A;;FA;;;" + own_sid() + L")";
  PSECURITY_DESCRIPTOR made = nullptr;
  if (!::ConvertStringSecurityDescriptorToSecurityDescriptorW(rule.c_str(), SDDL_REVISION_1, &made,
                                                              nullptr)) {
    return std::unexpected(write_error(::GetLastError(), {}));
  }
  return Protection{Descriptor(made), 0};
}

/// The descriptor with another list in it, and room of its own.
Result<Descriptor> with_list(PSECURITY_DESCRIPTOR source, PACL list, const std::string& path) {
  PSID owner = nullptr, group = nullptr;
  BOOL is_default = FALSE;
  SECURITY_DESCRIPTOR_CONTROL control = 0;
  DWORD revision = 0;
  SECURITY_DESCRIPTOR whole;
  const bool made = ::GetSecurityDescriptorOwner(source, &owner, &is_default) &&
                    ::GetSecurityDescriptorGroup(source, &group, &is_default) &&
                    ::GetSecurityDescriptorControl(source, &control, &revision) &&
                    ::InitializeSecurityDescriptor(&whole, SECURITY_DESCRIPTOR_REVISION) &&
                    ::SetSecurityDescriptorOwner(&whole, owner, FALSE) &&
                    ::SetSecurityDescriptorGroup(&whole, group, FALSE) &&
                    ::SetSecurityDescriptorDacl(&whole, TRUE, list, FALSE) &&
                    ::SetSecurityDescriptorControl(&whole, SE_DACL_PROTECTED | SE_DACL_AUTO_INHERITED,
                                                   control & (SE_DACL_PROTECTED | SE_DACL_AUTO_INHERITED));
  DWORD size = 0;
  if (made) {
    ::MakeSelfRelativeSD(&whole, nullptr, &size);
  }
  Descriptor packed(::LocalAlloc(LMEM_FIXED, size));
  if (!made || !packed || !::MakeSelfRelativeSD(&whole, packed.get(), &size)) {
    return std::unexpected(write_error(::GetLastError(), path));
  }
  return packed;
}

}  // namespace

Result<Protection> protection_of(const std::string& model) {
  if (model.empty()) {
    return ours_alone();
  }
  const std::wstring name = system_path(model);
  const DWORD attributes = ::GetFileAttributesW(name.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) {
    return std::unexpected(read_error(::GetLastError(), model));
  }
  PSECURITY_DESCRIPTOR found = nullptr;
  constexpr SECURITY_INFORMATION parts =
      OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  const DWORD code = ::GetNamedSecurityInfoW(name.c_str(), SE_FILE_OBJECT, parts, nullptr, nullptr, nullptr,
                                             nullptr, &found);
  if (code != ERROR_SUCCESS) {
    return std::unexpected(read_error(code, model));
  }
  return Protection{Descriptor(found), attributes & kept_attributes};
}

// The rights of files and directories are the same bits: to read is to list, to execute is to enter.
Result<Protection> directory_protection_of(const std::string& model) {
  auto protection = protection_of(model);
  if (!protection || model.empty()) {
    return protection;
  }
  PSID owner = nullptr;
  PACL list = nullptr;
  BOOL is_there = FALSE, is_default = FALSE;
  if (!::GetSecurityDescriptorOwner(protection->descriptor.get(), &owner, &is_default) ||
      !::GetSecurityDescriptorDacl(protection->descriptor.get(), &is_there, &list, &is_default)) {
    return std::unexpected(read_error(::GetLastError(), model));
  }
  EXPLICIT_ACCESSW everything{};
  everything.grfAccessPermissions = FILE_ALL_ACCESS;
  everything.grfAccessMode = GRANT_ACCESS;
  everything.grfInheritance = NO_INHERITANCE;
  ::BuildTrusteeWithSidW(&everything.Trustee, owner);
  PACL longer = nullptr;
  if (const DWORD code = ::SetEntriesInAclW(1, &everything, list, &longer); code != ERROR_SUCCESS) {
    return std::unexpected(write_error(code, model));
  }
  const Descriptor release(longer);
  auto descriptor = with_list(protection->descriptor.get(), longer, model);
  if (!descriptor) {
    return std::unexpected(descriptor.error());
  }
  return Protection{std::move(*descriptor), 0};
}

void allow_other_owners() {
  HANDLE opened = nullptr;
  if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, &opened)) {
    return;
  }
  const Handle token(opened);
  TOKEN_PRIVILEGES wanted{};
  wanted.PrivilegeCount = 1;
  wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
  if (::LookupPrivilegeValueW(nullptr, L"SeRestorePrivilege", &wanted.Privileges[0].Luid)) {
    ::AdjustTokenPrivileges(token.get(), FALSE, &wanted, 0, nullptr, nullptr);
  }
}

}  // namespace certlift::disk
