#pragma once

#include "apply/change.h"
#include "apply/context.h"
#include "apply/outcome.h"
#include "apply/snapshot.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace certlift::apply {

/// Puts `new_bytes` in place of the target: backs it up, stages, replaces it atomically, reads back. Waits
/// for another certlift, and tidies up after one that was interrupted. Backups that are too old go afterwards
/// (see retention.h); if that fails, a note says so. Bytes equal to the snapshot's: nothing is written at
/// all.
///
/// Errors: changed, if the target was modified since the snapshot (read it again and decide anew); busy,
/// if another certlift holds it; interrupted, if that was requested before the file was replaced; unwritable,
/// unreadable. After an error the target is what it was, unless its `aftermath` says otherwise; then the
/// backup is kept, `change` is its id and the message names its folder. Once the target is changed, a request
/// to end is only remembered: the caller has something to report.
Result<Outcome> change_file(const Context& context, const Snapshot& target, std::string_view new_bytes,
                            const ChangeInfo& info);

enum class Existing { is_replaced, is_refused };

/// Writes a result to another place than the target (`-o FILE`): whole or not at all, without backup. A file
/// that is there is refused, or replaced and stays as protected as it was; a new one is as protected as
/// `model` (empty: its owner alone). Errors: unwritable, also for directories, special files and files with
/// several hard links; busy; interrupted. `aftermath` says whether it was written all the same.
Result<void> write_elsewhere(const Context& context, const std::string& path, const std::string& model,
                             std::string_view bytes, Existing existing = Existing::is_replaced);

}  // namespace certlift::apply
