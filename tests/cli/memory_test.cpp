#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <string>
#include <vector>

/// What certlift does when there is no memory left. The disk runs out of it, at each call in turn.
namespace certlift::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

constexpr const char* memory_target = "/srv/applicationHost.config";
constexpr const char* changed_by_then = "certlift backups lists";

struct MemoryCase {
  std::vector<std::string> before;  ///< is run first, with memory enough
  std::vector<std::string> command;
};

void run_out_of_memory(MemoryDisk&) {
  throw std::bad_alloc();
}

/// Whether the command has been through.
bool ends_well_or_says_so(const MemoryCase& it, std::size_t call) {
  const std::string original = file_bytes(project_path("tests/cli/shop.config"));
  MemoryDisk disk;
  disk.put(memory_target, original);
  if (!it.before.empty()) {
    EXPECT_EQ(run_program(disk, it.before).exit_code, 0);
  }
  const std::string before = disk.bytes(memory_target);
  disk.before_call(call, run_out_of_memory);
  const Said said = run_program(disk, it.command);
  disk.work_again();
  const std::string what =
      it.command.front() + " at call " + std::to_string(call) + ": " + said.err + said.out;
  const bool has_failed = said.err.find("not enough memory") != std::string::npos;
  EXPECT_THAT(said.exit_code, AnyOf(0, 1, 3)) << what;
  EXPECT_EQ(has_failed, said.exit_code == 3) << what;
  const std::string after = disk.bytes(memory_target);
  if (has_failed && after != before) {
    EXPECT_THAT(said.err, AnyOf(HasSubstr("the file was changed"), HasSubstr(changed_by_then))) << what;
  }
  if (said.err.find("was not changed") != std::string::npos) {
    EXPECT_EQ(after, before) << what;
  }
  return !has_failed;
}

TEST(OutOfMemory, IsSaidWithWhatHasBecomeOfTheFile) {
  const std::vector<std::string> fix{"fix", memory_target};
  const std::vector<MemoryCase> cases{{{}, {"check", memory_target}},
                                      {{}, {"diff", memory_target}},
                                      {{}, {"fix", memory_target}},
                                      {{}, {"fix", memory_target, "-o", "/srv/new.config"}},
                                      {{}, {"fix", "/srv"}},
                                      {{}, {"plan", memory_target, "-o", "/srv/plan"}},
                                      {{"plan", memory_target, "-o", "/srv/plan"}, {"apply", "/srv/plan"}},
                                      {{}, {"effective", memory_target, "--path", "Shop"}},
                                      {fix, {"undo", memory_target}},
                                      {fix, {"backups", memory_target}}};
  for (const MemoryCase& it : cases) {
    std::size_t call = 1, in_a_row = 0;
    // The hook is not reached any more once the calls are over.
    for (; in_a_row < 3 && call < 500; ++call) in_a_row = ends_well_or_says_so(it, call) ? in_a_row + 1 : 0;
    EXPECT_GT(call, 4U) << it.command.front() << " has met no lack of memory";
    EXPECT_LT(call, 500U);
  }
}

}  // namespace
}  // namespace certlift::test
