#pragma once

#include "disk/environment.h"
#include "disk/file_system.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace certlift::apply {

/// This machine's own IIS.
struct LiveServer {
  std::string config;      ///< the real path of the applicationHost.config that IIS uses
  std::string config_dir;  ///< of this server, also if that file stands on a share
  std::string backup_dir;  ///< where appcmd looks for backups
};

/// What every writing operation needs besides its target.
struct Context {
  disk::WritableFiles& files;
  const disk::Environment& environment;
  std::string backup_dir = {};                 ///< empty: `.certlift` beside each target
  std::optional<LiveServer> live = {};         ///< a change of its configuration is backed up for appcmd too
  std::chrono::milliseconds patience{10'000};  ///< how long to wait for another certlift
  std::size_t keep = 20;                       ///< how many backups of a target stay, at least one
};

}  // namespace certlift::apply
