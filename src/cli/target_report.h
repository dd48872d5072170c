#pragma once

#include "base/memory.h"
#include "base/result.h"
#include "cli/options.h"
#include "cli/targets.h"
#include "engine/fix.h"
#include "library/file_report.h"
#include "render/report.h"

#include <string>
#include <vector>

/// One target from its bytes to its report: what check, diff and fix have in common. Writes nothing.
namespace certlift::cli {

/// What a run looks for, and what is known besides the targets.
engine::Search search_of(const Invocation& invocation);

/// The target, read and looked through. Errors carry the path.
Result<std::shared_ptr<engine::Reading>> read(const Invocation& invocation, const Target& target);
/// The same with a search that differs from the run's.
Result<std::shared_ptr<engine::Reading>> read(const Invocation& invocation, const Target& target,
                                              const engine::Search& search);

/// The report of what is found in it; takes the findings out of it.
render::TargetReport report_of(const Invocation& invocation, engine::Reading& reading);
/// The report of what fix makes of it; `changed` says whether there is something to write.
render::TargetReport report_of(const Invocation& invocation, const engine::Repair& repair);
/// The report of what is found in it, with pictures of what fix would make of it.
render::TargetReport report_before_fix(const Invocation& invocation, const engine::Repair& repair);

/// What is found in the web.config files that were read with it, each as a file of its own; and those that
/// could not be read.
std::vector<render::TargetReport> reports_of_web_configs(const Invocation& invocation,
                                                         const engine::Reading& reading);

/// Logs those of them that could not be read. For commands that do not report them.
void tell_unread_web_configs(const Invocation& invocation, const engine::Reading& reading);

using library::failed;

/// What `work` makes of the target at `path`; where the memory does not suffice for it, a report that says
/// so, and what has become of the target by then.
template <class Work>
auto with_memory_for(const std::string& path, const Work& work, Aftermath aftermath = Aftermath::unchanged) {
  return with_memory(work, [&] {
    return std::invoke_result_t<const Work&>{
        failed(path, {.code = ErrorCode::unreadable, .message = not_enough_memory, .aftermath = aftermath})};
  });
}

/// Errors: wrong_usage, if a site of --site is in none of the targets. For commands that write targets: no
/// other may be written then.
Result<void> require_known_sites(const Invocation& invocation, const std::vector<Target>& targets);
/// The same of targets that have been read; of one that could not be, it is not known.
Result<void> require_known_sites(const Invocation& invocation,
                                 const std::vector<render::TargetReport>& reports);

/// Logs which targets an interrupted certlift has left something of. For commands that write nothing.
void tell_interrupted(const Invocation& invocation, const std::vector<Target>& targets);

/// An empty report of this run.
render::Report report_for(const Invocation& invocation, render::Command command);

/// How many targets are worked on at once.
std::size_t jobs_of(const Invocation& invocation);

}  // namespace certlift::cli
