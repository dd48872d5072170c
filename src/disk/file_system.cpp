#include "disk/file_system.h"

#include <utility>

namespace certlift::disk {
namespace {

#ifdef _WIN32
constexpr std::string_view separators = "/\\:";

/// `\` unless the path has nothing but `/`, as people write it who are at home elsewhere.
char separator_for(std::string_view directory) {
  return directory.contains('/') && !directory.contains('\\') ? '/' : '\\';
}

/// What is before the last separator. A drive and the root of a disk keep it: `C:` alone is where one happens
/// to be on that disk.
std::string_view before_separator(std::string_view path, std::size_t at) {
  const bool is_root = at == 0 || path[at] == ':' || path[at - 1] == ':';
  return path.substr(0, is_root ? at + 1 : at);
}
#else
constexpr std::string_view separators = "/";

char separator_for(std::string_view /*directory*/) {
  return '/';
}

std::string_view before_separator(std::string_view path, std::size_t at) {
  return path.substr(0, at == 0 ? 1 : at);
}
#endif

}  // namespace

Result<void> require_created(const Result<Creation>& creation, Error in_the_way) {
  if (!creation) {
    return std::unexpected(creation.error());
  }
  return *creation == Creation::created ? Result<void>() : std::unexpected(std::move(in_the_way));
}

Result<void> create_verified(WritableFiles& files, const std::string& path, const std::string& model,
                             std::string_view bytes) {
  auto created = require_created(
      files.create_file(path, model, bytes),
      {ErrorCode::unwritable, "this file is in the way; look what it is and move it away", path});
  if (!created) {
    return created;
  }
  const auto content = files.read(path);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (content->bytes != bytes) {
    return std::unexpected(Error{ErrorCode::unwritable,
                                 "what was written here does not read back the same; check the disk", path});
  }
  return {};
}

std::string directory_of(std::string_view path) {
  const std::size_t at = path.find_last_of(separators);
  if (at == std::string_view::npos) {
    return ".";
  }
  return std::string(before_separator(path, at));
}

std::string file_name_of(std::string_view path) {
  const std::size_t at = path.find_last_of(separators);
  return std::string(at == std::string_view::npos ? path : path.substr(at + 1));
}

std::string join(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.empty() && !separators.contains(path.back())) {
    path += separator_for(directory);
  }
  return path.append(name);
}

}  // namespace certlift::disk
