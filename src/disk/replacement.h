#pragma once

#include "disk/file_system.h"

#include <cstdint>
#include <string>

/// How a file is replaced on Windows: the decisions, without the system, so that each is tested everywhere.
/// Where the file system has hard links, in one step: the target gets a second name, and the staged file is
/// moved over the first; there is a target at every moment. ReplaceFileW keeps what belongs to the target
/// (access control list, streams, short name), but takes two renames, and can fail between them.
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
  /// Gives `staged` what ReplaceFileW alone would keep of `target`, and compares; not 0: it is not all there.
  virtual WindowsCode carry_over(const std::string& target, const std::string& staged) = 0;
  /// CreateHardLinkW: `target` has the name `displaced` too.
  virtual WindowsCode link(const std::string& target, const std::string& displaced) = 0;
  /// Whether both are there and names of one file.
  virtual bool is_same_file(const std::string& path, const std::string& other) = 0;
  /// `target` becomes `staged` in one step, also while others have it open, if they let it be deleted.
  virtual WindowsCode supersede(const std::string& target, const std::string& staged) = 0;
  virtual WindowsCode remove(const std::string& path) = 0;
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
/// the old content gets the name `staged`, as after a replacement; if it is the target still, by another
/// name, that name is removed. `made` if nothing is left to do.
Replacement undo_half_replacement(ReplaceCalls& calls, const std::string& target, const std::string& staged);

}  // namespace certlift::disk
