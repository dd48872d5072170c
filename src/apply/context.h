#pragma once

#include "apply/snapshot.h"
#include "disk/environment.h"
#include "disk/file_system.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace certlift::apply {

/// For whoever keeps backups besides ours: called with the file as it was, once its change `id` is made. Says
/// in a sentence what went wrong, if something did.
using OnChange = std::function<std::optional<std::string>(const Snapshot& before, const std::string& id)>;

/// What every writing operation needs besides its target.
struct Context {
  disk::WritableFiles& files;
  const disk::Environment& environment;
  std::string backup_dir = {};                 ///< empty: `.certlift` beside each target
  OnChange on_change = {};                     ///< empty: nobody else is told
  std::chrono::milliseconds patience{10'000};  ///< how long to wait for another certlift
  std::size_t keep = 20;                       ///< how many backups of a target stay, at least one
};

}  // namespace certlift::apply
