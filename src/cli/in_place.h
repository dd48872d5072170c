#pragma once

#include "apply/change.h"
#include "apply/snapshot.h"
#include "cli/options.h"
#include "cli/target_report.h"
#include "render/report.h"

#include <expected>
#include <functional>
#include <string>
#include <vector>

/// Changing targets where they are: what fix and apply have in common.
namespace certlift::cli {

/// A target as it was read, and what is to become of it.
struct Prepared {
  apply::Snapshot snapshot;
  render::TargetReport report;  ///< `changed`: there is something to write
  std::string new_bytes;
  apply::ChangeInfo info;  ///< for the journal
};

/// A target that is to be written; or a report of why it cannot be.
using Preparation = std::expected<Prepared, render::TargetReport>;

/// Nothing can be done about the target at `path`.
std::unexpected<render::TargetReport> cannot_prepare(const std::string& path, Error error);

/// What comes of a target when `repair` is made. `info` still lacks what is changed.
Prepared prepared(const Invocation& invocation, apply::Snapshot snapshot, const engine::Repair& repair,
                  apply::ChangeInfo info);

/// The same report if nothing came of it: nothing of what was found has been fixed, or is gone.
render::TargetReport unfixed(render::TargetReport report, Error error);

/// Tidies up after an interrupted run, prepares the target at `path` and writes it. If another process writes
/// it at the same time it is prepared anew from what is there then, a bounded number of times.
render::TargetReport change_in_place(const Invocation& invocation, const std::string& path,
                                     const std::function<Preparation()>& prepare);

}  // namespace certlift::cli
