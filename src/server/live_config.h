#pragma once

#include "base/result.h"
#include "disk/file_system.h"

#include <optional>
#include <string>
#include <string_view>

namespace certlift::server {

inline constexpr std::string_view host_config_name = "applicationHost.config";

/// The applicationHost.config that a server uses.
struct LiveConfig {
  std::string path;
  std::string shared_by = {};  ///< the redirection.config that leads there, if other servers use it too
};

/// That of a server with this configuration directory: the one in it, or, with shared configuration, the one
/// that its redirection.config leads to. Errors: if redirection.config is there and cannot be read or
/// understood, for then it is not known.
Result<LiveConfig> live_config(const disk::ReadableFiles& files, const std::string& directory);

/// What is known of the configuration of this machine's own IIS; nothing: it has none. Looked for once in a
/// run.
using Live = std::optional<Result<LiveConfig>>;

}  // namespace certlift::server
