// certlift_faults CERTLIFT CONFIGURATION COMMAND: stops `certlift COMMAND` at each system call that touches
// its files, one run for each call and each fault, and holds what is left against what docs/reliability.md
// promises. Prints the counts, and each broken promise. With CERTLIFT_FAULTS=all in the environment every run
// is made, otherwise a share. Exit code: 0 every promise was kept, 1 not, 77 programs cannot be stopped here.
#include "faults/table.h"
#include "faults/trial.h"

#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>

namespace certlift::faults {
namespace {

constexpr int cannot_be_tried = 77;

/// Each command, and what has to have been done before.
std::vector<Job> jobs_of(const std::string& certlift, const std::string& configuration) {
  const auto fresh = [=](const Scene& scene) { scene.reset(configuration); };
  const auto fixed = [=](const Scene& scene) {
    scene.reset(configuration);
    run({certlift, "fix", scene.target()});
  };
  const auto command = [=](const char* name) {
    return [=](const Scene& scene) { return std::vector{certlift, std::string(name), scene.target()}; };
  };
  const auto command_with_id = [=](const char* name) {
    return [=](const Scene& scene) {
      return std::vector{certlift, std::string(name), scene.target(), scene.changes().at(0)};
    };
  };
  return {{"fix", fresh, command("fix")},
          {"undo", fixed, command_with_id("undo")},
          {"restore", fixed, command_with_id("restore")}};
}

void complain(Trial& trial, const char* when, const std::vector<std::string>& disorder) {
  for (const std::string& sentence : disorder) {
    trial.complaints.push_back(when + sentence);
  }
}

/// The promises, one by one; then the next run, which has to end well and to tidy up.
void judge(const Scene& scene, const Job& job, const Trials& trials, Trial& trial) {
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
  std::vector<std::string> command = job.command(scene);
  if (run(command) != 0) {
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
  std::cout << "\n| program | calls | runs | old | new | other | gone | exit 0, not new | left over |\n"
               "|---|---|---|---|---|---|---|---|---|\n";
  print_ends(std::cout, "certlift " + job.name, trials);
  std::size_t broken = 0;
  for (const Trial& trial : trials.made) {
    for (const std::string& complaint : trial.complaints) {
      ++broken;
      std::cout << trial.call.name << " of " << place_of(trial.call, scene) << ", " << trial.fault->name
                << ": " << complaint << "\n";
    }
  }
  std::cout << "\nBroken promises: " << broken << "\n";
  return broken;
}

bool wants_all() {
  const char* const wanted = std::getenv("CERTLIFT_FAULTS");
  return wanted != nullptr && std::string_view(wanted) == "all";
}

int try_command(const std::string& certlift, const std::string& configuration, const std::string& name) {
  const auto bytes = bytes_of(configuration);
  for (const Job& job : bytes ? jobs_of(certlift, *bytes) : std::vector<Job>()) {
    if (job.name == name) {
      const Scene scene;
      const Share share{wants_all() ? 1U : 11U};
      return report(scene, job, try_everything(scene, job, share, judge)) == 0 ? 0 : 1;
    }
  }
  std::cerr << "usage: certlift_faults CERTLIFT CONFIGURATION fix|undo|restore\n";
  return 2;
}

int run_main(const std::vector<std::string>& arguments) {
  if (const auto why = why_no_tracing()) {
    std::cout << "Skipped: " << *why << ".\n";
    return cannot_be_tried;
  }
  return arguments.size() == 3 ? try_command(arguments[0], arguments[1], arguments[2])
                               : try_command("", "", "");
}

}  // namespace
}  // namespace certlift::faults

int main(int argc, char** argv) {
  try {
    return certlift::faults::run_main({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "certlift_faults: " << error.what() << "\n";
    return 1;
  }
}
