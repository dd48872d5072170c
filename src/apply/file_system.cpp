#include "apply/file_system.h"

namespace certlift::apply {
namespace {

#ifdef _WIN32
constexpr std::string_view separators = "/\\";
#else
constexpr std::string_view separators = "/";
#endif

}  // namespace

std::string directory_of(std::string_view path) {
  const std::size_t at = path.find_last_of(separators);
  if (at == std::string_view::npos) {
    return ".";
  }
  return std::string(path.substr(0, at == 0 ? 1 : at));
}

std::string file_name_of(std::string_view path) {
  const std::size_t at = path.find_last_of(separators);
  return std::string(at == std::string_view::npos ? path : path.substr(at + 1));
}

std::string join(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.empty() && separators.find(path.back()) == std::string_view::npos) {
    path += separators.back();
  }
  return path.append(name);
}

}  // namespace certlift::apply
