#include "apply/store.h"

#include <array>

namespace certlift::apply {
Result<std::string> resolve_target(const disk::ReadableFiles& files, const std::string& path) {
  const auto info = files.info(path);
  if (info) {
    return info->path;
  }
  if (info.error().code != ErrorCode::not_found) {
    return std::unexpected(info.error());
  }
  const auto directory = files.info(disk::directory_of(path));
  if (!directory) {
    return std::unexpected(directory.error());
  }
  return disk::join(directory->path, disk::file_name_of(path));
}

std::string store_of(const std::string& target, const std::string& backup_dir) {
  std::string store = backup_dir.empty() ? disk::join(disk::directory_of(target), ".certlift") : backup_dir;
  while (disk::file_name_of(store).empty() && disk::directory_of(store) != store) {
    store.pop_back();  // a separator: `backups/` stands in what `backups` stands in
  }
  return store;
}

ChangePaths paths_of(const std::string& store, const std::string& target, const std::string& id) {
  const std::string folder = disk::join(store, id);
  const std::string name = disk::file_name_of(target);
  return {folder,
          disk::join(folder, name),
          disk::join(folder, name + ".after"),
          disk::join(folder, "change.json"),
          disk::join(folder, name + ".displaced"),
          disk::join(disk::directory_of(target), "." + name + ".certlift-" + id + ".tmp")};
}

Result<void> remove_if_there(disk::WritableFiles& files, const std::string& path) {
  auto removed = files.remove_file(path);
  if (!removed && removed.error().code == ErrorCode::not_found) {
    return {};
  }
  return removed;
}

Result<void> remove_backup(disk::WritableFiles& files, const ChangePaths& paths) {
  for (const std::string& path : std::array{paths.record, paths.original, paths.result, paths.displaced}) {
    if (auto removed = remove_if_there(files, path); !removed) {
      return removed;
    }
  }
  auto removed = files.remove_empty_directory(paths.folder);
  if (!removed && removed.error().code == ErrorCode::not_found) {
    return {};
  }
  return removed;
}

}  // namespace certlift::apply
