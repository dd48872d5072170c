#pragma once

#include "apply/file_system.h"
#include "apply/interruption.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace certlift::apply {

/// Who and when we are. Values and functions, so that a test can be another user at another time.
struct Environment {
  std::string host;
  std::string user;
  std::int64_t pid = 0;
  std::function<std::chrono::system_clock::time_point()> now;
  std::function<std::uint16_t()> random;
  std::function<void(std::chrono::milliseconds)> sleep;

  /// Something that tells a living process of this host from every other that had its number; nothing if none
  /// lives.
  std::function<std::optional<std::string>(std::int64_t pid)> process_mark;

  /// Puts a sentence into the system's log, where there is one for programs; says what is wrong if it cannot.
  std::function<std::optional<std::string>(const std::string& sentence)> log_event = {};

  /// Of this process; never null. `sleep` ends early when it is requested.
  std::shared_ptr<Interruption> interruption = std::make_shared<Interruption>();
};

/// This machine's own IIS.
struct LiveServer {
  std::string config;      ///< the real path of the applicationHost.config in force
  std::string config_dir;  ///< of this server, also if that file stands on a share
  std::string backup_dir;  ///< where appcmd looks for backups
};

/// What every writing operation needs besides its target.
struct Context {
  WritableFiles& files;
  const Environment& environment;
  std::string backup_dir = {};                 ///< empty: `.certlift` beside each target
  std::optional<LiveServer> live = {};         ///< a change of its configuration is backed up for appcmd too
  std::chrono::milliseconds patience{10'000};  ///< how long to wait for another certlift
  std::size_t keep = 20;                       ///< how many backups of a target stay, at least one
};

}  // namespace certlift::apply
