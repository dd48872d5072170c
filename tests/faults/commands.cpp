#include "faults/commands.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace certlift::faults {
namespace {

/// Every command that writes.
std::vector<Job> jobs_of(const std::string& certlift, const std::string& configuration) {
  const auto fresh = [=](const Scene& scene) { scene.reset(configuration); };
  const auto fixed = [=](const Scene& scene) {
    scene.reset(configuration);
    run(fix_command(certlift, scene));
  };
  const auto planned = [=](const Scene& scene) {
    scene.reset(configuration);
    run({certlift, "plan", scene.target(), "--output", scene.plan()});
  };
  const auto apply = [=](const Scene& scene) {
    return std::vector{certlift, std::string("apply"), scene.plan()};
  };
  const auto command_with_id = [=](const char* name) {
    return [=](const Scene& scene) {
      return std::vector{certlift, std::string(name), scene.target(), scene.changes().at(0)};
    };
  };
  return {{"fix", fresh, [=](const Scene& scene) { return fix_command(certlift, scene); }},
          {"apply", planned, apply},
          {"undo", fixed, command_with_id("undo")},
          {"restore", fixed, command_with_id("restore")}};
}

}  // namespace

std::vector<std::string> fix_command(const std::string& certlift, const Scene& scene) {
  return {certlift, "fix", "--only", "misplaced-client-cert-mappings", scene.target()};
}

std::optional<Job> job_of(const std::vector<std::string>& arguments) {
  const auto bytes = arguments.size() == 3 ? bytes_of(arguments[1]) : std::nullopt;
  if (!bytes) {
    return std::nullopt;
  }
  const std::vector<Job> jobs = jobs_of(arguments[0], *bytes);
  const auto found = std::ranges::find(jobs, arguments[2], &Job::name);
  return found == jobs.end() ? std::nullopt : std::optional(*found);
}

Share share_wanted(std::size_t every) {
  const char* const wanted = std::getenv("CERTLIFT_FAULTS_EVERY");
  return {wanted == nullptr ? every : std::max(std::strtoul(wanted, nullptr, 10), 1UL)};
}

bool is_skipped() {
  const auto why = why_no_tracing();
  if (why) {
    std::cout << "Skipped: " << *why << ".\n";
  }
  return why.has_value();
}

int try_job(const std::vector<std::string>& arguments, const std::string& usage,
            const std::function<bool(const Scene&, const Job&)>& try_it) {
  if (is_skipped()) {
    return cannot_be_tried;
  }
  const std::optional<Job> job = job_of(arguments);
  if (!job) {
    std::cerr << "usage: " << usage << "\n";
    return 2;
  }
  return try_it(Scene(), *job) ? 0 : 1;
}

}  // namespace certlift::faults
