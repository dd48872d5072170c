#include "cli/run.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/test_environment.h"
#include "support/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

/// Whatever fails while a plan is made or applied: each target is wholly old or wholly new, the exit code
/// tells which, and the next run ends well.
namespace certlift::test {
namespace {

using Times = MemoryDisk::Times;
using Effect = MemoryDisk::Effect;

const std::array<std::string, 2> targets{"/a/applicationHost.config", "/b/applicationHost.config"};

struct Files {
  std::string before = file_bytes(test::project_path("tests/cli/shop.config"));
  std::string after;
  std::string plan;

  Files() {
    MemoryDisk disk;
    put(disk);
    plan = run_program(disk, {"plan", targets[0], targets[1], "-o", "-"}).out;
    run_program(disk, {"fix", targets[0]});
    after = disk.bytes(targets[0]);
  }
  void put(MemoryDisk& disk) const {
    disk.put_directory("/plans");
    for (const std::string& target : targets) disk.put(target, before);
    if (!plan.empty()) disk.put("/plans/plan.json", plan);
  }
};

bool has_backup(const MemoryDisk& disk, const std::string& target, const std::string& bytes) {
  const std::string store = target.substr(0, 2) + "/.certlift/";
  return std::ranges::any_of(disk.paths(), [&](const std::string& path) {
    return path.starts_with(store) && path.ends_with("/applicationHost.config") && disk.bytes(path) == bytes;
  });
}

bool has_litter(const MemoryDisk& disk) {
  return std::ranges::any_of(disk.paths(), [](const std::string& path) {
    return path.ends_with(".tmp") || disk::file_name_of(path).starts_with("lock");
  });
}

void check_targets(const MemoryDisk& disk, const Files& files, const Said& said) {
  for (const std::string& target : targets) {
    const std::string bytes = disk.bytes(target);
    EXPECT_TRUE(bytes == files.before || bytes == files.after) << said.out << said.err;
    EXPECT_TRUE(bytes == files.before || has_backup(disk, target, files.before)) << said.err;
    EXPECT_TRUE(said.exit_code != 0 || bytes == files.after) << said.out;
  }
}

/// Applies the plan once more, as a process that comes after the one that failed.
Said apply_again(MemoryDisk& disk) {
  disk::Environment environment = test_environment();
  environment.pid = 4712;
  environment.process_mark = [](std::int64_t pid) {
    return pid == 4712 ? std::optional<std::string>("started at 2") : std::nullopt;
  };
  std::istringstream in;
  std::ostringstream out, err;
  const int code = cli::run({"apply", "/plans/plan.json"},
                            {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  return {code, out.str(), err.str()};
}

/// False once the command ends before its n-th call.
bool apply_with_fault(const Files& files, std::size_t n, Times times, Effect effect) {
  SCOPED_TRACE("call " + std::to_string(n) + ", times " + std::to_string(static_cast<int>(times)) +
               ", effect " + std::to_string(static_cast<int>(effect)));
  MemoryDisk disk;
  files.put(disk);
  disk.forget_calls();
  disk.fail_at(n, times, effect);
  const Said said = run_program(disk, {"apply", "/plans/plan.json"});
  const bool reached = disk.calls().size() >= n;
  check_targets(disk, files, said);
  disk.work_again();
  const Said again = apply_again(disk);
  EXPECT_EQ(again.exit_code, 0) << said.err << again.err;
  check_targets(disk, files, again);
  EXPECT_FALSE(has_litter(disk)) << said.err << again.err;
  return reached;
}

TEST(ApplyFaults, LeaveEachTargetOldOrNewAndTheNextRunFinishes) {
  const Files files;
  ASSERT_NE(files.before, files.after);
  for (const auto& [times, effect] :
       {std::pair(Times::once, Effect::nothing), std::pair(Times::from_then_on, Effect::half)}) {
    std::size_t n = 1;
    while (apply_with_fault(files, n, times, effect) && !HasFailure()) ++n;
    EXPECT_GT(n, 60U) << "two targets take more calls than that";
  }
}

TEST(PlanFaults, LeaveAWholePlanOrNone) {
  const Files files;
  for (const Effect effect : {Effect::nothing, Effect::half, Effect::all})
    for (std::size_t n = 1;; ++n) {
      SCOPED_TRACE("call " + std::to_string(n) + ", effect " + std::to_string(static_cast<int>(effect)));
      MemoryDisk disk;
      files.put(disk);
      disk.put("/plans/plan.json", files.plan);
      disk.forget_calls();
      disk.fail_at(n, Times::from_then_on, effect);
      const Said said = run_program(disk, {"plan", targets[0], targets[1], "-o", "/plans/plan.json"});
      const bool reached = disk.calls().size() >= n;
      disk.work_again();
      const std::string plan = disk.bytes("/plans/plan.json");
      EXPECT_TRUE(plan.starts_with("{\n") && plan.ends_with("}\n")) << plan;
      EXPECT_EQ(said.exit_code == 0, !reached) << said.err;
      for (const std::string& target : targets) EXPECT_EQ(disk.bytes(target), files.before);
      if (!reached) break;
    }
}

}  // namespace
}  // namespace certlift::test
