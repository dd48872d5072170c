#pragma once

#include "iis/host_config.h"
#include "iis/web_config_sections.h"

#include <span>
#include <vector>

/// What web.config files add to an applicationHost.config. Sources: IIS, "The Configuration System in IIS 7"
/// (a file further down the path overrides) and "How to Use Locking in IIS Configuration" (where a section is
/// locked, a file further down may not hold it). Which of the two counts where a tag of
/// applicationHost.config names a path below the folder of a web.config is not documented; as in ASP.NET, the
/// deeper path does.
namespace certlift::iis {

/// A web.config file, and the path whose folder holds it.
struct WebConfigFile {
  LocationPath path;
  const HostConfig& config;
};

/// What the path of a location tag in a folder's web.config means to the server.
LocationPath whole_path(const LocationPath& folder, const LocationPath& inside);

/// The sections of the files that `host` lets them hold. `unread`: paths whose files could not be read.
WebConfigSections web_config_sections(const HostConfig& host, std::span<const WebConfigFile> files,
                                      std::span<const LocationPath> unread);

/// Whether web.config files could hold the section at `path` or above it in the site, and it is not known
/// what they say.
bool is_delegated_unread(const HostConfig& host, std::string_view section_path, const LocationPath& path);

}  // namespace certlift::iis
