#pragma once

#include "apply/journal.h"
#include "base/result.h"
#include "disk/file_system.h"

#include <cstddef>
#include <string>
#include <string_view>

/// Keeps `journal.jsonl` from growing without bound.
namespace certlift::apply {

/// How many changes without a backup the journal remembers, all targets of the store together. It is
/// rotated once it has twice as many.
inline constexpr std::size_t remembered_changes = 100;

/// Writes a new journal without the records of old changes that have no backup any more (or never had), and
/// replaces the journal in one step. What is open stays, and whatever has a folder, and the order of what
/// stays. `known` is the journal as the caller has read it. Says how many changes were dropped. If it fails,
/// the journal is the old or the new one, whole; only for the holder of the lock.
Result<std::size_t> rotate_journal(disk::WritableFiles& files, const std::string& store,
                                   const Journal& known);

/// After a rotation that was interrupted: puts the journal back if it is without its name. To be called
/// before the journal is read, by the holder of the lock.
Result<void> settle_rotation(disk::WritableFiles& files, const std::string& store);

/// Removes what such a rotation has left: the new journal, or the old one.
Result<void> remove_rotation_litter(disk::WritableFiles& files, const std::string& store);

bool is_rotation_litter(std::string_view name);

}  // namespace certlift::apply
