#pragma once

#include "apply/backups.h"
#include "apply/context.h"
#include "apply/snapshot.h"
#include "apply/transaction.h"
#include "base/result.h"

#include <cstddef>
#include <expected>
#include <optional>
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
/// `after` since. Works by whole lines; in a text that has hardly any (a configuration may stand in one),
/// also by pieces that end with `>`. Where something was modified since that the change covers, nothing is
/// decided: those lines of `present` come back instead. If nothing was modified since, the result is
/// `before`, byte for byte.
std::expected<std::string, std::vector<LineRange>> reverted(std::string_view before, std::string_view after,
                                                            std::string_view present);

/// An undo that is ready to be made, or that cannot be made. Nothing has been written.
struct Undo {
  Backup backup;  ///< of the change that is to be undone
  Snapshot present;
  std::string before, after;  ///< what the change led from, and to
  std::string bytes;          ///< what the target becomes; that of `present`: the change is not in force
  std::vector<LineRange> in_the_way;  ///< lines of `present`; not empty: it cannot be made
};

/// Prepares to undo one change. An undo is a change, too, and can be undone. Errors: not_found, if there is
/// no such change; unreadable, if the backup is damaged.
Result<Undo> prepare_undo(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                          const std::string& backup_dir, Whose whose = Whose::its_own);

/// Prepares to undo the last change in force that is no undo itself (see in_force.h), and that the target
/// still shows anything of. Nothing if there is none. Errors: not_found, if no change of this target is known
/// at all; those of prepare_undo.
Result<std::optional<Undo>> prepare_last_undo(const disk::ReadableFiles& files, const std::string& target,
                                              const std::string& backup_dir, Whose whose = Whose::its_own);

/// Errors: changed, with the lines that stand in the way, if there are any; those of change_file.
Result<Outcome> undo(const Context& context, const Undo& undo);

}  // namespace certlift::apply
