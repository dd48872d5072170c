#pragma once

#include "apply/file_system.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace certlift::apply {

/// Who and when we are. Values and functions, so that a test can be somebody else at another time.
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
};

/// What every writing operation needs besides its target.
struct Context {
  WritableFiles& files;
  const Environment& environment;
  std::string backup_dir = {};                 ///< empty: `.certlift` beside each target
  std::chrono::milliseconds patience{10'000};  ///< how long to wait for another certlift
  std::size_t keep = 20;                       ///< how many backups of a target stay, at least one
};

}  // namespace certlift::apply
