#include "disk/names_windows.h"

#include <windows.h>

namespace certlift::disk {
namespace {

constexpr std::wstring_view as_it_stands = LR"(\\?\)";
constexpr std::wstring_view as_it_stands_unc = LR"(\\?\UNC\)";
constexpr std::wstring_view device = LR"(\\.\)";
constexpr std::wstring_view unc = LR"(\\)";
constexpr std::size_t always_fits = 240;  // of 260; a directory has to leave room for a name of 8.3 in it

/// Absolute, without `.` and `..` and with `\` alone: what Windows itself makes of other paths.
std::wstring full_path(const std::wstring& path) {
  const DWORD size = ::GetFullPathNameW(path.c_str(), 0, nullptr, nullptr);
  std::wstring full(size, L'\0');
  const DWORD length = size == 0 ? 0 : ::GetFullPathNameW(path.c_str(), size, full.data(), nullptr);
  if (length == 0 || length >= size) {
    return path;
  }
  full.resize(length);
  return full;
}

}  // namespace

std::wstring to_utf16(std::string_view utf8) {
  const int size = static_cast<int>(utf8.size());
  std::wstring utf16(utf8.size(), L'\0');  // never more units than there are bytes
  utf16.resize(
      static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, utf16.data(), size)));
  return utf16;
}

std::string to_utf8(std::wstring_view utf16) {
  const int size = static_cast<int>(utf16.size());
  std::string utf8(utf16.size() * 3, '\0');  // the most that a unit takes
  const int length = ::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), size, utf8.data(),
                                           static_cast<int>(utf8.size()), nullptr, nullptr);
  utf8.resize(static_cast<std::size_t>(length));
  return utf8;
}

std::wstring system_path(const std::string& path) {
  std::wstring given = to_utf16(path);
  if (given.starts_with(as_it_stands) || given.starts_with(device)) {
    return given;
  }
  std::wstring full = full_path(given);
  if (full.size() < always_fits || full.starts_with(device)) {
    return given;
  }
  return full.starts_with(unc) ? std::wstring(as_it_stands_unc) + full.substr(unc.size())
                               : std::wstring(as_it_stands) + full;
}

std::string plain_path(std::wstring_view path) {
  if (path.starts_with(as_it_stands_unc)) {
    return to_utf8(std::wstring(unc).append(path.substr(as_it_stands_unc.size())));
  }
  const bool has_drive = path.size() > as_it_stands.size() + 1 && path.starts_with(as_it_stands) &&
                         path[as_it_stands.size() + 1] == L':';
  return to_utf8(has_drive ? path.substr(as_it_stands.size()) : path);
}

}  // namespace certlift::disk
