#pragma once

#include "disk/file_system.h"

#include <cstdint>
#include <string>

/// How a file is replaced on Windows: the decisions, without the system, so that each is tested everywhere.
/// ReplaceFileW keeps what belongs to the target (access control list, streams, short name), but takes two
/// renames, and can fail between them.
namespace certlift::disk {

/// Codes of GetLastError(); 0: done.
using WindowsCode = std::uint32_t;

/// What Windows offers for it.
class ReplaceCalls {
 public:
  enum class Over { nothing, what_is_there };

  virtual ~ReplaceCalls() = default;
  virtual bool exists(const std::string& path) = 0;
  /// ReplaceFileW: `target` becomes `displaced`, `staged` becomes `target`.
  virtual WindowsCode replace(const std::string& target, const std::string& staged,
                              const std::string& displaced) = 0;
  /// MoveFileExW, flushed.
  virtual WindowsCode move(const std::string& from, const std::string& to, Over over) = 0;
};

struct Replacement {
  enum class State {
    made,      ///< `target` has the content of `staged`
    not_made,  ///< `target` is what it was
    unkept,    ///< made, but what was replaced is still in `displaced_name(staged)`: call again
    missing,   ///< there is no `target`, and its content is in `displaced_name(staged)`
  };
  State state;
  WindowsCode code = 0;  ///< why it is not made, or not kept
  Displaced displaced = Displaced::gone;
};

/// Where the target's old content stands while it is replaced.
std::string displaced_name(const std::string& staged);

/// As `WritableFiles::replace`.
Replacement replace_by(ReplaceCalls& calls, const std::string& target, const std::string& staged);

/// Puts the old content back if a replacement was interrupted between its two steps; if there is a target,
/// the old content gets the name `staged`, as after a replacement. `made` if nothing is left to do.
Replacement undo_half_replacement(ReplaceCalls& calls, const std::string& target, const std::string& staged);

}  // namespace certlift::disk
