// certlift_company CERTLIFT CONFIGURATION COMMAND: lets another program write the target before each system
// call of `certlift COMMAND` that touches its files, in each way in which programs write, and sees that
// nothing that was written is lost. Prints the counts, and what was lost. With CERTLIFT_FAULTS_EVERY=1 in the
// environment every call is tried, otherwise a share. Exit code: 0 nothing was lost, 1 something was, 77
// programs cannot be stopped here.
#include "faults/commands.h"
#include "faults/other_program.h"
#include "faults/run_main.h"
#include "faults/trial.h"

#include <algorithm>
#include <cstddef>
#include <iostream>

namespace certlift::faults {
namespace {

struct Counts {
  std::size_t calls = 0, runs = 0, done = 0, refused = 0, complaints = 0;
};

void complain(Counts& counts, const Job& job, Way way, std::size_t n, const std::string& sentence) {
  ++counts.complaints;
  std::cout << job.name << ", another " << name_of(way) << " before call " << n << ": " << sentence << "\n";
}

/// Another program starts to write before the n-th call, and goes on before each that follows.
void try_once(const Scene& scene, const Job& job, Way way, std::size_t n, Counts& counts) {
  job.prepare(scene);
  OtherProgram other(scene.target(), way, 1);
  const std::vector<std::string> command = job.command(scene);
  const Run run = run_with_company(command, scene.folder(), [&](std::size_t call) {
    if (call >= n) {
      other.step();
    }
  });
  other.finish();
  ++counts.runs;
  ++(run.exit_code == 0 ? counts.done : counts.refused);
  if (run.exit_code != 0 && run.exit_code != 4) {
    complain(counts, job, way, n, "exit code " + std::to_string(run.exit_code.value_or(-1)));
  }
  if (!scene.holds(mark_of(1))) {
    complain(counts, job, way, n, "what the other program wrote is lost");
  }
  if (faults::run(command) != 0) {
    complain(counts, job, way, n, "the next run failed");
  }
  if (!scene.holds(mark_of(1))) {
    complain(counts, job, way, n, "after the next run what the other program wrote is lost");
  }
  for (const std::string& sentence : scene.disorder()) {
    complain(counts, job, way, n, "after the next run: " + sentence);
  }
}

bool is_near_swap(const std::vector<Call>& calls, std::size_t n) {
  const auto from = calls.begin() + static_cast<std::ptrdiff_t>(n - std::min<std::size_t>(n, 3));
  const auto to = calls.begin() + static_cast<std::ptrdiff_t>(std::min(calls.size(), n + 2));
  return std::any_of(from, to, is_swap);
}

Counts try_way(const Scene& scene, const Job& job, Way way, Share share) {
  job.prepare(scene);
  Counts counts;
  const std::vector<Call> calls =
      run_with_company(job.command(scene), scene.folder(), [](std::size_t) {}).calls;
  counts.calls = calls.size();
  for (std::size_t n = 1; n <= calls.size(); ++n) {
    if (n % share.every == 0 || is_near_swap(calls, n)) {
      try_once(scene, job, way, n, counts);
    }
  }
  return counts;
}

bool keeps_what_others_write(const Scene& scene, const Job& job) {
  std::size_t complaints = 0;
  std::cout << "| certlift | another program | calls | runs | exit 0 | exit 4 | lost or wrong |\n"
               "|---|---|---|---|---|---|---|\n";
  for (const Way way : {Way::renames, Way::in_place, Way::lingers}) {
    const Counts counts = try_way(scene, job, way, share_wanted(61));
    complaints += counts.complaints;
    std::cout << "| " << job.name << " | " << name_of(way) << " | " << counts.calls << " | " << counts.runs
              << " | " << counts.done << " | " << counts.refused << " | " << counts.complaints << " |\n";
  }
  return complaints == 0;
}

}  // namespace

int run_main(const std::vector<std::string>& arguments) {
  return try_job(arguments, "certlift_company CERTLIFT CONFIGURATION fix|undo", keeps_what_others_write);
}

}  // namespace certlift::faults
