#pragma once

#include "disk/file_system.h"
#include "iis/host_config.h"
#include "server/physical_path.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace certlift::server {

/// A path of a site, and the folder of its files on this machine.
struct ContentFolder {
  iis::LocationPath path;
  std::string folder;
};

/// The folders whose web.config files IIS reads: not those of an application pool with
/// enableConfigurationOverride="false", nor those below a virtual directory with allowSubDirConfig="false".
/// Source: IIS configuration reference, `<applicationPools>` and `<virtualDirectory>`.
class ContentFolders {
 public:
  ContentFolders(const iis::HostConfig& config, const std::vector<PathMapping>& mappings,
                 const Variables& variables);

  /// Those that `<sites>` names: of sites, applications and virtual directories, in its order.
  std::span<const ContentFolder> named() const { return named_; }
  /// Calls `look` with those from below the nearest named one down to `path`, as long as it says to go on.
  void visit_down_to(const iis::LocationPath& path,
                     const std::function<bool(const ContentFolder&)>& look) const;

 private:
  /// A named one, by its path.
  struct Root {
    std::size_t segments;  ///< of its path
    std::string folder;
    bool counts_below;  ///< IIS reads the files of its subfolders
  };

  std::vector<ContentFolder> named_;
  iis::PathMap<Root> roots_;
};

/// The path of the web.config in a folder, whatever its case; empty if there is none. Errors: as of list().
Result<std::string> web_config_in(const disk::ReadableFiles& files, const std::string& folder);

}  // namespace certlift::server
