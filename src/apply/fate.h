#pragma once

#include "apply/session.h"
#include "base/result.h"

#include <optional>
#include <string>

/// What the disk tells of a change that was begun. Looks only.
namespace certlift::apply {

/// What became of a change that was begun, as the disk shows.
enum class Fate {
  made,  ///< the target has the new content, and the backup is whole
  /// The same, but what it has displaced is not what it was to replace: that has to go back.
  overwrote_another_process,
  not_made,  ///< the target was not replaced
  unclear,   ///< another process has written or removed the target since
};

Result<Fate> fate_of(const Session& session, const Change& change);

/// What stands under the name that a change stages its result with.
enum class Staged {
  nothing,
  ours,                  ///< as much of it as was written
  original,              ///< displaced, as it was to be
  from_another_process,  ///< displaced, but not what was to be replaced
};

Result<Staged> what_is_staged(const disk::ReadableFiles& files, const ChangePaths& paths,
                              const Change& change);

/// The hash of a file; nothing if there is none.
Result<std::optional<std::string>> hash_of(const disk::ReadableFiles& files, const std::string& path);

}  // namespace certlift::apply
