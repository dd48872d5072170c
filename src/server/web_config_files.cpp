#include "server/web_config_files.h"

#include "iis/web_config.h"

#include <algorithm>

namespace certlift::server {

std::vector<ApplicationFolder> application_folders(const iis::HostConfig& config,
                                                   const std::vector<PathMapping>& mappings,
                                                   const Variables& variables) {
  std::vector<ApplicationFolder> folders;
  for (const iis::Site& site : config.sites()) {
    for (const iis::Application& application : site.applications) {
      const iis::LocationPath path(site.name + application.path);
      const auto root = std::ranges::find(application.virtual_directories, "/", &iis::VirtualDirectory::path);
      if (!path.is_below_site() || root == application.virtual_directories.end()) continue;
      folders.push_back(
          {path, local_path(root->element.value("physicalPath").value_or(""), mappings, variables)});
    }
  }
  return folders;
}

Result<std::string> web_config_in(const disk::ReadableFiles& files, const std::string& folder) {
  const auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  const auto found = std::ranges::find_if(*entries, [](const disk::DirectoryEntry& entry) {
    return iis::same_name(entry.name, iis::web_config_name);
  });
  return found == entries->end() ? std::string() : disk::join(folder, found->name);
}

}  // namespace certlift::server
