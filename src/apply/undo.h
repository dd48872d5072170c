#pragma once

#include "apply/backups.h"
#include "apply/context.h"
#include "apply/snapshot.h"
#include "apply/transaction.h"
#include "base/result.h"

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::apply {

/// Lines of a text, 1-based, both ends belong to it.
struct LineRange {
  std::size_t first;
  std::size_t last;
  friend bool operator==(LineRange, LineRange) = default;
};

/// `present` without the change that led from `before` to `after`, and with everything else that happened to
/// `after` since. Works by whole lines. Where somebody has since changed lines that the change covers,
/// nothing is decided: those lines of `present` come back instead.
std::expected<std::string, std::vector<LineRange>> take_back(std::string_view before, std::string_view after,
                                                             std::string_view present);

/// An undo that is ready to be made. Nothing has been written.
struct Undo {
  Backup backup;  ///< of the change that is taken back
  Snapshot present;
  std::string bytes;  ///< what the target becomes; equal to present.bytes if the change is not in force
};

/// Prepares to take back one change; with an empty `id` the newest. An undo is a change, too, and can be
/// taken back. Errors: not_found, if there is no such change; changed, with the lines that stand in the way;
/// unreadable, if the backup is damaged.
Result<Undo> prepare_undo(const ReadableFiles& files, const std::string& target, const std::string& id,
                          const std::string& backup_dir);

/// Errors: those of change_file.
Result<Outcome> undo(const Context& context, const Undo& undo);

}  // namespace certlift::apply
