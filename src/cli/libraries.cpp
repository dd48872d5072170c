#include "cli/libraries.h"

#include "logs/library.h"
#include "text/library.h"
#include "xml/library.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/version.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace certlift::cli {
namespace {

std::string dotted(std::initializer_list<int> parts) {
  std::string text;
  for (const int part : parts) text += (text.empty() ? "" : ".") + std::to_string(part);
  return text;
}

/// What comes with the compiler and the system, as far as they say it.
void add_runtime(std::vector<Library>& all) {
#ifdef __GLIBC__
  all.push_back({"glibc", gnu_get_libc_version()});
#endif
#ifdef __MINGW64_VERSION_STR
  all.push_back({"mingw-w64", __MINGW64_VERSION_STR});
#endif
#if defined(__GLIBCXX__) && !defined(__clang__)  // which does not know whose library it compiles with
  all.push_back({"libstdc++", dotted({__GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__})});
#endif
}

std::string compiler() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#elif defined(__GNUC__)
  return "GCC " + dotted({__GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__});
#else
  return "MSVC " + std::to_string(_MSC_FULL_VER);
#endif
}

}  // namespace

std::vector<Library> libraries(const std::optional<Library>& allocator) {
  std::vector<Library> all{
      {"CLI11", CLI11_VERSION},
      {"fmt", dotted({FMT_VERSION / 10000, FMT_VERSION % 10000 / 100, FMT_VERSION % 100})},
      mbedtls_library(),
      {"nlohmann-json",
       dotted({NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH})},
      xml::pugixml_library(),
      {"spdlog", dotted({SPDLOG_VER_MAJOR, SPDLOG_VER_MINOR, SPDLOG_VER_PATCH})},
      text::utf8proc_library(),
      text::utfcpp_library(),
      logs::zlib_library(),
  };
  add_runtime(all);
  if (allocator) all.push_back(*allocator);
  const auto lower = [](const Library& library) {
    std::string name = library.name;
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
  };
  std::ranges::sort(all, {}, lower);
  return all;
}

std::string versions(const std::optional<Library>& allocator) {
  std::string text = "certlift " CERTLIFT_VERSION "\nmade by " + compiler() + ", with\n";
  for (const Library& library : libraries(allocator))
    text += "  " + library.name + std::string(15 - std::min<std::size_t>(library.name.size(), 14), ' ') +
            library.version + "\n";
  text.pop_back();
  return text;
}

}  // namespace certlift::cli
