#include "cli/config_copies.h"

#include "iis/location.h"
#include "server/live_config.h"

#include <utility>

namespace certlift::cli {
namespace {

constexpr std::size_t most_copy_directories = 10'000;

bool is_copy_name(const std::string& name, bool is_top) {
  if (iis::same_name(name, server::host_config_name)) return true;
  return is_top && iis::upper_case(name).starts_with("APPLICATIONHOST") &&
         iis::upper_case(name).contains(".CONFIG");
}

diagnosis::ConfigCopy copy_at(const disk::ReadableFiles& files, const std::string& path) {
  diagnosis::ConfigCopy copy{.path = path, .name = path};
  const std::string folder = disk::file_name_of(disk::directory_of(path));
  copy.number = diagnosis::history_number(folder);
  if (copy.number) copy.name = folder;
  if (const auto info = files.info(path)) copy.modified = info->modified;
  return copy;
}

}  // namespace

Result<std::vector<diagnosis::ConfigCopy>> find_config_copies(const Invocation& invocation,
                                                              const std::string& directory) {
  const disk::ReadableFiles& files = invocation.world.files;
  std::vector<diagnosis::ConfigCopy> copies;
  std::vector<std::string> waiting{directory};
  for (std::size_t searched = 0; !waiting.empty() && searched < most_copy_directories; ++searched) {
    const std::string next = std::move(waiting.back());
    waiting.pop_back();
    const auto entries = files.list(next);
    if (!entries) return std::unexpected(entries.error());
    for (const disk::DirectoryEntry& entry : *entries) {
      const std::string path = disk::join(next, entry.name);
      if (entry.kind == disk::FileKind::directory)
        waiting.push_back(path);
      else if (is_copy_name(entry.name, next == directory))
        copies.push_back(copy_at(files, path));
    }
  }
  if (copies.empty())
    return std::unexpected(Error{
        ErrorCode::not_found, "there is no copy of an applicationHost.config in this directory", directory});
  diagnosis::sort_by_age(copies);
  return copies;
}

}  // namespace certlift::cli
