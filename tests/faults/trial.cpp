#include "faults/trial.h"

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace certlift::faults {
namespace {

constexpr std::array changing_faults = {Fault{"killed before", Harm::kill_before},
                                        Fault{"killed after", Harm::kill_after},
                                        Fault{"disk full once", Harm::fail, ENOSPC},
                                        Fault{"disk full from there", Harm::fail_on, ENOSPC},
                                        Fault{"EIO", Harm::fail, EIO},
                                        Fault{"EACCES", Harm::fail, EACCES},
                                        Fault{"EINTR", Harm::fail, EINTR},
                                        Fault{"half of it", Harm::fall_short}};
constexpr std::array looking_faults = {Fault{"EIO", Harm::fail, EIO}, Fault{"EACCES", Harm::fail, EACCES},
                                       Fault{"EINTR", Harm::fail, EINTR},
                                       Fault{"half of it", Harm::fall_short}};

std::vector<const Fault*> faults_for(const Call& call) {
  std::vector<const Fault*> faults;
  const auto add = [&](const auto& all) {
    for (const Fault& fault : all) {
      if (fault.harm != Harm::fall_short || call.moves_bytes) {
        faults.push_back(&fault);
      }
    }
  };
  call.effect == Effect::changes ? add(changing_faults) : add(looking_faults);
  return faults;
}

End end_of(const Scene& scene, const Trials& trials) {
  const auto bytes = bytes_of(scene.target());
  return !bytes                       ? End::gone
         : *bytes == trials.old_bytes ? End::old_bytes
         : *bytes == trials.new_bytes ? End::new_bytes
                                      : End::other_bytes;
}

Trials undisturbed(const Scene& scene, const Job& job) {
  job.prepare(scene);
  Trials trials{bytes_of(scene.target()).value_or(""), {}, {}, {}};
  Run run = run_with_fault(job.command(scene), scene.folder(), {}, 0);
  trials.new_bytes = bytes_of(scene.target()).value_or("");
  trials.calls = std::move(run.calls);
  if (run.exit_code != 0 || trials.new_bytes == trials.old_bytes) {
    throw std::runtime_error(job.name + " does nothing, or fails, without any fault");
  }
  return trials;
}

Trial try_once(const Scene& scene, const Job& job, const Trials& trials, std::size_t n, const Fault& fault) {
  job.prepare(scene);
  const std::vector<std::string> command = job.command(scene);
  const Run run = run_with_fault(command, scene.folder(), fault, n);
  Trial trial{trials.calls[n - 1], &fault, end_of(scene, trials), command, scene.disorder(),
              run.exit_code == 0,  {}};
  if (run.calls.size() < n || run.calls[n - 1].name != trial.call.name) {
    trial.complaints.emplace_back("the run made other calls than the one without a fault");
  }
  return trial;
}

}  // namespace

bool is_swap(const Call& call) {
  return call.name.starts_with("rename");
}

Trials try_everything(const Scene& scene, const Job& job, Share share, const Judge& judge) {
  Trials trials = undisturbed(scene, job);
  std::size_t count = 0;
  for (std::size_t n = 1; n <= trials.calls.size(); ++n) {
    for (const Fault* fault : faults_for(trials.calls[n - 1])) {
      if (count++ % share.every != 0 && !is_swap(trials.calls[n - 1])) {
        continue;
      }
      Trial trial = try_once(scene, job, trials, n, *fault);
      judge(scene, trials, trial);
      trials.made.push_back(std::move(trial));
    }
  }
  return trials;
}

}  // namespace certlift::faults
