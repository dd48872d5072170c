#pragma once

#include "faults/trial.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace certlift::faults {

/// What a program of tests returns that cannot run here; CTest calls it skipped.
constexpr int cannot_be_tried = 77;

/// The command of certlift that is named by {CERTLIFT, CONFIGURATION, COMMAND}, with what has to have been
/// done before; nothing if there is none of that name, or no such configuration.
std::optional<Job> job_of(const std::vector<std::string>& arguments);

/// The fix that is tried: of the one rule that changes this file, so that 0 is the exit code of a change that
/// was made.
std::vector<std::string> fix_command(const std::string& certlift, const Scene& scene);

/// One of `every` so many trials; CERTLIFT_FAULTS_EVERY in the environment knows better: 1 is all of them.
Share share_wanted(std::size_t every);

/// Says so if programs cannot be stopped here.
bool is_skipped();

/// What a program does that tries the command named by its arguments: `try_it` gets a scene and the job, and
/// says whether all was well. Returns the exit code.
int try_job(const std::vector<std::string>& arguments, const std::string& usage,
            const std::function<bool(const Scene&, const Job&)>& try_it);

}  // namespace certlift::faults
