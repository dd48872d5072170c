#include "bench/hostile.h"
#include "support/memory_disk.h"
#include "support/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace certlift::test {
namespace {

constexpr const char* shared_file = "/applicationHost.config";

std::string one_misplaced_section() {
  const auto hostile = bench::hostile_configurations();
  return std::ranges::find(hostile, "sections", &bench::Hostile::name)->make(1);
}

TEST(SameChange, IsNoFailureWhenAnotherProcessMakesItAtAnyCall) {
  const std::string before = one_misplaced_section();
  MemoryDisk fixed;
  fixed.put(shared_file, before);
  // A warning is left that fix can do nothing about.
  ASSERT_EQ(run_program(fixed, {"fix", shared_file}).exit_code, 1);
  const std::string after = fixed.bytes(shared_file);
  ASSERT_NE(after, before);
  std::size_t call = 0;
  for (bool was_called = true; was_called && !HasFailure();) {
    MemoryDisk disk;
    disk.put(shared_file, before);
    was_called = false;
    disk.before_call(++call, [&](MemoryDisk& now) {
      was_called = true;
      now.put(shared_file, after);
    });
    const Said said = run_program(disk, {"fix", shared_file});
    EXPECT_EQ(said.exit_code, 1) << "call " << call << ": " << said.err;
    EXPECT_EQ(disk.bytes(shared_file), after) << "call " << call;
  }
  EXPECT_GT(call, 30U);
}

}  // namespace
}  // namespace certlift::test
