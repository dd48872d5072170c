#include "disk/carry_over_windows.h"

#include "disk/handle_windows.h"
#include "disk/names_windows.h"
#include "disk/protection_windows.h"

#include <windows.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace certlift::disk {
namespace {

/// What `staged` lacks of `target`, of those things for which Windows has no code.
constexpr WindowsCode not_the_same = ERROR_INVALID_DATA;

WindowsCode failure() {
  const WindowsCode code = ::GetLastError();
  return code == 0 ? not_the_same : code;
}

WindowsCode copy_creation_time(const std::wstring& target, const std::wstring& staged) {
  const Handle from(::CreateFileW(target.c_str(), FILE_READ_ATTRIBUTES, shared_with_all, nullptr,
                                  OPEN_EXISTING, 0, nullptr));
  const Handle to(::CreateFileW(staged.c_str(), FILE_WRITE_ATTRIBUTES, shared_with_all, nullptr,
                                OPEN_EXISTING, 0, nullptr));
  FILETIME created{};
  const bool done = from.is_open() && to.is_open() && ::GetFileTime(from.get(), &created, nullptr, nullptr) &&
                    ::SetFileTime(to.get(), &created, nullptr, nullptr);
  return done ? 0 : failure();
}

/// The names of the alternate streams, as they follow the file's: `:Zone.Identifier:$DATA`.
WindowsCode list_streams(const std::wstring& file, std::vector<std::wstring>& names) {
  WIN32_FIND_STREAM_DATA stream{};
  const HANDLE search = ::FindFirstStreamW(file.c_str(), FindStreamInfoStandard, &stream, 0);
  if (search == INVALID_HANDLE_VALUE) {
    // A file system without streams: nothing can be lost there.
    const DWORD code = ::GetLastError();
    const bool has_none = code == ERROR_HANDLE_EOF || code == ERROR_INVALID_PARAMETER ||
                          code == ERROR_INVALID_FUNCTION || code == ERROR_NOT_SUPPORTED ||
                          code == ERROR_CALL_NOT_IMPLEMENTED;
    return has_none ? 0 : code;
  }
  do {
    if (std::wstring_view(stream.cStreamName) != L"::$DATA") names.emplace_back(stream.cStreamName);
  } while (::FindNextStreamW(search, &stream));
  const DWORD code = ::GetLastError();
  ::FindClose(search);
  std::ranges::sort(names);
  return code == ERROR_HANDLE_EOF ? 0 : code;
}

WindowsCode copy_stream(const std::wstring& from_name, const std::wstring& to_name) {
  const Handle from(
      ::CreateFileW(from_name.c_str(), GENERIC_READ, shared_with_all, nullptr, OPEN_EXISTING, 0, nullptr));
  if (!from.is_open()) {
    return failure();
  }
  Handle to(::CreateFileW(to_name.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr));
  if (!to.is_open()) {
    return failure();
  }
  std::vector<char> block(std::size_t{1} << 16U);
  for (;;) {
    DWORD got = 0, put = 0;
    if (!::ReadFile(from.get(), block.data(), static_cast<DWORD>(block.size()), &got, nullptr)) {
      return failure();
    }
    if (got == 0) {
      break;
    }
    if (!::WriteFile(to.get(), block.data(), got, &put, nullptr) || put != got) {
      return failure();
    }
  }
  return ::FlushFileBuffers(to.get()) && to.close() ? 0 : failure();
}

WindowsCode copy_streams(const std::wstring& target, const std::wstring& staged) {
  std::vector<std::wstring> wanted, there;
  if (const WindowsCode code = list_streams(target, wanted); code != 0) {
    return code;
  }
  for (const std::wstring& name : wanted) {
    if (const WindowsCode code = copy_stream(target + name, staged + name); code != 0) {
      return code;
    }
  }
  if (const WindowsCode code = list_streams(staged, there); code != 0) {
    return code;
  }
  return wanted == there ? 0 : not_the_same;
}

/// The rules of a list, without the mark that says from where one came: it is lost where a list is given to a
/// new file, and given back when the folder's list is changed the next time.
std::vector<std::string> rules_of(PSECURITY_DESCRIPTOR descriptor) {
  BOOL is_there = FALSE, is_default = FALSE;
  PACL list = nullptr;
  std::vector<std::string> rules;
  if (!::GetSecurityDescriptorDacl(descriptor, &is_there, &list, &is_default)) {
    return {"unknown"};
  }
  if (!is_there || list == nullptr) {
    return {"none"};
  }
  for (DWORD index = 0; index < list->AceCount; ++index) {
    void* rule = nullptr;
    if (!::GetAce(list, index, &rule)) {
      return {"unknown"};
    }
    ACE_HEADER header{};
    std::memcpy(&header, rule, sizeof header);
    std::string bytes(static_cast<const char*>(rule), header.AceSize);
    header.AceFlags = static_cast<BYTE>(header.AceFlags & ~unsigned{INHERITED_ACE});
    std::memcpy(bytes.data(), &header, sizeof header);
    rules.push_back(std::move(bytes));
  }
  return rules;
}

bool have_same_owners(PSECURITY_DESCRIPTOR one, PSECURITY_DESCRIPTOR other) {
  BOOL is_default = FALSE;
  PSID owner = nullptr, group = nullptr, other_owner = nullptr, other_group = nullptr;
  return ::GetSecurityDescriptorOwner(one, &owner, &is_default) &&
         ::GetSecurityDescriptorGroup(one, &group, &is_default) &&
         ::GetSecurityDescriptorOwner(other, &other_owner, &is_default) &&
         ::GetSecurityDescriptorGroup(other, &other_group, &is_default) && ::EqualSid(owner, other_owner) &&
         ::EqualSid(group, other_group);
}

WindowsCode compare_protection(const std::string& target, const std::string& staged) {
  const auto wanted = protection_of(target), there = protection_of(staged);
  const bool is_same = wanted && there &&
                       have_same_owners(wanted->descriptor.get(), there->descriptor.get()) &&
                       rules_of(wanted->descriptor.get()) == rules_of(there->descriptor.get());
  return is_same ? 0 : not_the_same;
}

/// All of them: those that are not copied, as that it is compressed, have to be the same too. But not whether
/// it is to be archived: that becomes true of what is written.
WindowsCode compare_attributes(const std::wstring& target, const std::wstring& staged) {
  constexpr DWORD not_compared = FILE_ATTRIBUTE_NORMAL | FILE_ATTRIBUTE_ARCHIVE;
  const DWORD wanted = ::GetFileAttributesW(target.c_str()), there = ::GetFileAttributesW(staged.c_str());
  if (wanted == INVALID_FILE_ATTRIBUTES || there == INVALID_FILE_ATTRIBUTES) {
    return failure();
  }
  return (wanted & ~not_compared) == (there & ~not_compared) ? 0 : not_the_same;
}

}  // namespace

WindowsCode carry_over(const std::string& target, const std::string& staged) {
  const std::wstring from = system_path(target), to = system_path(staged);
  if (const WindowsCode code = copy_streams(from, to); code != 0) {
    return code;
  }
  if (const WindowsCode code = copy_creation_time(from, to); code != 0) {
    return code;
  }
  if (const WindowsCode code = compare_attributes(from, to); code != 0) {
    return code;
  }
  return compare_protection(target, staged);
}

}  // namespace certlift::disk
