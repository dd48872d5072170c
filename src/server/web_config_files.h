#pragma once

#include "disk/file_system.h"
#include "iis/host_config.h"
#include "server/physical_path.h"

#include <string>
#include <vector>

namespace certlift::server {

/// An application below a site's root, and where its files are on this machine.
struct ApplicationFolder {
  iis::LocationPath application;
  std::string folder;
};

/// Of all applications that `<sites>` knows, in its order. A site's own folder is not among them, nor is that
/// of an application without a virtual directory "/".
std::vector<ApplicationFolder> application_folders(const iis::HostConfig& config,
                                                   const std::vector<PathMapping>& mappings,
                                                   const Variables& variables);

/// The path of the web.config in a folder, whatever its case; empty if there is none. Errors: as of list().
Result<std::string> web_config_in(const disk::ReadableFiles& files, const std::string& folder);

}  // namespace certlift::server
