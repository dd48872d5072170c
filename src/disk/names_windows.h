#pragma once

#include <string>
#include <string_view>

namespace certlift::disk {

/// UTF-8 in certlift, UTF-16 in Windows. What is neither becomes U+FFFD.
std::wstring to_utf16(std::string_view utf8);
std::string to_utf8(std::wstring_view utf16);

/// A path as Windows's calls take it, however long it is: they take 260 characters, unless it is absolute and
/// says by `\\?\` that it is to be taken as it stands.
std::wstring system_path(const std::string& path);

/// The path as people know it, without `\\?\`.
std::string plain_path(std::wstring_view path);

}  // namespace certlift::disk
