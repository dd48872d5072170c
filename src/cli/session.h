#pragma once

#include "base/memory.h"
#include "base/result.h"
#include "cli/options.h"
#include "cli/targets.h"
#include "engine/fix.h"
#include "render/report.h"
#include "text/encoding.h"

#include <string>
#include <vector>

/// One target from its bytes to its report: what check, diff and fix have in common. Writes nothing.
namespace certlift::cli {

/// What is known besides the targets.
iis::Surroundings surroundings_of(const Invocation& invocation);

/// What fix makes of a target.
struct Work {
  std::string bytes;         ///< as read
  text::DecodedText before;  ///< the text in them
  engine::Repair repair;
  std::string new_bytes;  ///< equal to `bytes` if there is nothing to do
};

/// Finds and mends, and holds the result against the laws. Errors carry the path.
Result<Work> work_on(const Invocation& invocation, std::string bytes, const std::string& path);

/// The report of it; `changed` says whether there is something to write.
render::TargetReport report_of(const Invocation& invocation, const Work& work, const std::string& path);

/// Looks for findings only.
render::TargetReport check_target(const Invocation& invocation, const Target& target);

/// A report that says no more than that it went wrong.
render::TargetReport failed(const std::string& path, Error error);

/// What `work` makes of the target at `path`; where the memory does not suffice for it, a report that says
/// so, and what has become of the target by then.
template <class Work>
auto with_memory_for(const std::string& path, const Work& work, Aftermath aftermath = Aftermath::unchanged) {
  return with_memory(work, [&] {
    return std::invoke_result_t<const Work&>{
        failed(path, {.code = ErrorCode::unreadable, .message = not_enough_memory, .aftermath = aftermath})};
  });
}

/// Ends the run if a site that was asked for is in none of the targets.
void require_known_sites(const Invocation& invocation, const std::vector<Target>& targets);

/// Logs which targets an interrupted certlift has left something of. For commands that write nothing.
void tell_interrupted(const Invocation& invocation, const std::vector<Target>& targets);

/// An empty report of this run.
render::Report report_for(const Invocation& invocation, render::Command command);

/// How many targets are worked on at once.
std::size_t jobs_of(const Invocation& invocation);

}  // namespace certlift::cli
