// certlift_faults CERTLIFT CONFIGURATION COMMAND: stops `certlift COMMAND` at each system call that touches
// its files, one run for each call and each fault, and holds what is left against what docs/reliability.md
// promises. Prints the counts, and each broken promise. With CERTLIFT_FAULTS_EVERY=1 in the environment every
// run is made, otherwise a share. Exit code: 0 every promise was kept, 1 not, 77 programs cannot be stopped
// here.
#include "faults/commands.h"
#include "faults/run_main.h"
#include "faults/table.h"
#include "faults/trial.h"

#include <algorithm>
#include <iostream>

namespace certlift::faults {
namespace {

void complain(Trial& trial, const char* when, const std::vector<std::string>& disorder) {
  for (const std::string& sentence : disorder) {
    trial.complaints.push_back(when + sentence);
  }
}

/// The promises, one by one; then the next run, which has to end well and to tidy up.
void judge(const Scene& scene, const Trials& trials, Trial& trial) {
  if (trial.end != End::old_bytes && trial.end != End::new_bytes) {
    trial.complaints.emplace_back("the target is neither the old nor the new one");
    return;
  }
  if (trial.end == End::new_bytes && !scene.has_backup_of(trials.old_bytes)) {
    trial.complaints.emplace_back("the target is the new one, and there is no backup of the old one");
  }
  if (trial.claims_success && trial.end != End::new_bytes) {
    trial.complaints.emplace_back("exit code 0, though the target is the old one");
  }
  if (run(trial.command) != 0) {
    trial.complaints.emplace_back("the next run failed");
  }
  if (bytes_of(scene.target()) != trials.new_bytes) {
    trial.complaints.emplace_back("after the next run the target is not the new one");
  }
  if (!scene.has_backup_of(trials.old_bytes)) {
    trial.complaints.emplace_back("after the next run there is no backup of the old one");
  }
  complain(trial, "after the next run: ", scene.disorder());
}

std::size_t report(const Scene& scene, const Job& job, const Trials& trials) {
  std::cout << "certlift " << job.name << "\n\n";
  print_places(std::cout, scene, trials);
  std::cout << "\n";
  print_ends_head(std::cout);
  print_ends(std::cout, "certlift " + job.name, trials);
  std::cout << "\nRuns that left something for the next one to tidy up: "
            << std::ranges::count_if(trials.made, [](const Trial& t) { return !t.left_over.empty(); })
            << "\n";
  std::size_t broken = 0;
  for (const Trial& trial : trials.made) {
    for (const std::string& complaint : trial.complaints) {
      ++broken;
      std::cout << trial.call.name << " of " << place_of(trial.call, scene) << ", " << trial.fault->name
                << ": " << complaint << "\n";
    }
  }
  std::cout << "Broken promises: " << broken << "\n";
  return broken;
}

}  // namespace

int run_main(const std::vector<std::string>& arguments) {
  return try_job(arguments, "certlift_faults CERTLIFT CONFIGURATION fix|apply|undo|restore",
                 [](const Scene& scene, const Job& job) {
                   return report(scene, job, try_everything(scene, job, share_wanted(41), judge)) == 0;
                 });
}

}  // namespace certlift::faults
