#pragma once

#include "iis/host_config.h"

#include <string_view>

/// Which sections the web.config files below may hold. Source: IIS, "How to Use Locking in IIS
/// Configuration".
namespace certlift::iis {

/// Whether the section may stand in the web.config of that path: the deepest location tag that says so
/// decides, and if there is none, its declaration. Without one in the file, as IIS declares it: open are
/// `authorization` and `modules`.
bool is_unlocked(const HostConfig& config, std::string_view section_path, const LocationPath& path);
/// Whether it may stand in that web.config or in one above it, the site's included.
bool is_unlocked_on_the_way(const HostConfig& config, std::string_view section_path,
                            const LocationPath& path);

}  // namespace certlift::iis
