#pragma once

#include "faults/scene.h"
#include "faults/trace.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace certlift::faults {

/// A program that turns the target from one content into another.
struct Job {
  std::string name;
  std::function<void(const Scene&)> prepare;
  std::function<std::vector<std::string>(const Scene&)> command;
};

/// The call that replaces the target.
bool is_swap(const Call& call);

/// Which of the trials are made: every one, or every so many-th, spread over calls and faults. Those at the
/// swap always are.
struct Share {
  std::size_t every = 1;
};

enum class End { old_bytes, new_bytes, other_bytes, gone };

/// One run with one fault.
struct Trial {
  Call call;
  const Fault* fault;
  End end;
  std::vector<std::string> command;
  std::vector<std::string> left_over;  ///< right after the run
  bool claims_success;                 ///< exit code 0
  std::vector<std::string> complaints;
};

struct Trials {
  std::string old_bytes, new_bytes;
  std::vector<Call> calls;  ///< of a run without a fault
  std::vector<Trial> made;
};

/// What a job is held to after each run; adds to the trial's complaints.
using Judge = std::function<void(const Scene&, const Trials&, Trial&)>;

/// Runs the job once undisturbed, then once for every call and every fault that suits it.
Trials try_everything(const Scene& scene, const Job& job, Share share, const Judge& judge);

}  // namespace certlift::faults
