#include "disk/file_info_windows.h"

#include "disk/errors_windows.h"
#include "disk/names_windows.h"

namespace certlift::disk {
namespace {

/// The name of an opened file, every link followed; what has none keeps the one it was opened by. A volume
/// without a drive letter is named by its number.
std::string real_path(HANDLE file, const std::string& path) {
  for (const DWORD kind : {DWORD{VOLUME_NAME_DOS}, DWORD{VOLUME_NAME_GUID}}) {
    std::wstring name(32768, L'\0');
    const DWORD length = ::GetFinalPathNameByHandleW(file, name.data(), static_cast<DWORD>(name.size()),
                                                     FILE_NAME_NORMALIZED | kind);
    if (length > 0 && length < name.size()) {
      return plain_path({name.data(), length});
    }
  }
  return path;
}

/// Volume and number of the file. ReFS numbers have 128 bits, and only the newer call gives them all.
std::string identity_of(HANDLE file, const BY_HANDLE_FILE_INFORMATION& found) {
  FILE_ID_INFO id{};
  if (!::GetFileInformationByHandleEx(file, FileIdInfo, &id, sizeof id)) {
    return std::to_string(found.dwVolumeSerialNumber) + ":" + std::to_string(found.nFileIndexHigh) + "." +
           std::to_string(found.nFileIndexLow);
  }
  std::string text = std::to_string(id.VolumeSerialNumber) + ":";
  for (const unsigned byte : id.FileId.Identifier) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

/// Empty: it is not there, or cannot be looked at.
std::string identity_of(const std::string& path) {
  const Handle file(::CreateFileW(system_path(path).c_str(), FILE_READ_ATTRIBUTES, shared_with_all, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  BY_HANDLE_FILE_INFORMATION found{};
  if (!file.is_open() || !::GetFileInformationByHandle(file.get(), &found)) {
    return {};
  }
  return identity_of(file.get(), found);
}

/// A link is what stands for another name; other reparse points are files of their own that a file system
/// filter knows how to read (deduplicated, in the cloud).
bool is_link(const WIN32_FIND_DATAW& entry) {
  return (entry.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
         IsReparseTagNameSurrogate(entry.dwReserved0);
}

/// Windows counts tenths of microseconds since 1601.
std::int64_t seconds_of(const FILETIME& time) {
  constexpr std::int64_t ticks_per_second = 10'000'000, seconds_before_1970 = 11'644'473'600;
  const auto ticks =
      static_cast<std::int64_t>(std::uint64_t{time.dwHighDateTime} << 32U | time.dwLowDateTime);
  return ticks / ticks_per_second - seconds_before_1970;
}

}  // namespace

Result<FileInfo> info_of(const Handle& file, const std::string& path) {
  if (::GetFileType(file.get()) != FILE_TYPE_DISK) {
    return FileInfo{path, FileKind::other, path};
  }
  BY_HANDLE_FILE_INFORMATION found{};
  if (!::GetFileInformationByHandle(file.get(), &found)) {
    return std::unexpected(read_error(::GetLastError(), path));
  }
  const bool is_directory = (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
  return FileInfo{real_path(file.get(), path),
                  is_directory ? FileKind::directory : FileKind::regular,
                  identity_of(file.get(), found),
                  (static_cast<std::uint64_t>(found.nFileSizeHigh) << 32U) | found.nFileSizeLow,
                  is_directory ? 1 : found.nNumberOfLinks,
                  seconds_of(found.ftLastWriteTime)};
}

FileKind kind_of(const WIN32_FIND_DATAW& entry) {
  const bool is_directory = (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
  return is_link(entry) ? FileKind::link : is_directory ? FileKind::directory : FileKind::regular;
}

bool is_link_itself(const std::string& path) {
  WIN32_FIND_DATAW entry{};
  const HANDLE search = ::FindFirstFileW(system_path(path).c_str(), &entry);
  if (search == INVALID_HANDLE_VALUE) {
    return false;
  }
  ::FindClose(search);
  return is_link(entry);
}

bool are_names_of_one_file(const std::string& path, const std::string& other) {
  const std::string identity = identity_of(path);
  return !identity.empty() && identity == identity_of(other);
}

}  // namespace certlift::disk
