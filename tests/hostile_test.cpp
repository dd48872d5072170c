#include "bench/hostile.h"

#include "support/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

/// Configurations without measure, at sizes that take a second: recursion over input would end in a crash
/// here. scripts/hostile has the full sizes, at which a quadratic step would not come to an end.
namespace certlift::test {
namespace {

using bench::Hostile;

constexpr const char* hostile_file = "/applicationHost.config";

bool is_configuration(const Hostile& hostile) {
  return hostile.name != "deep-unclosed" && hostile.name != "long-text";
}

class HostileConfiguration : public testing::TestWithParam<Hostile> {};

TEST_P(HostileConfiguration, ComesToAnEnd) {
  MemoryDisk disk;
  const std::string text = GetParam().make(GetParam().test_size);
  disk.put(hostile_file, text);
  const std::vector<std::vector<std::string>> commands{
      {"check", hostile_file, "--format", "sarif", "--accept", "all"},
      {"effective", hostile_file, "--path", "Shop/A"},
      {"fix", hostile_file, "--format", "json", "--accept", "all"}};
  for (const std::vector<std::string>& command : commands) {
    const Said said = run_program(disk, command);
    EXPECT_EQ(said.exit_code == 3, !is_configuration(GetParam())) << command.front() << ": " << said.err;
    EXPECT_LE(said.exit_code, 3) << command.front() << ": " << said.err;
  }
  if (!is_configuration(GetParam())) {
    EXPECT_EQ(disk.bytes(hostile_file), text);
  }
}

std::string test_name_of(const testing::TestParamInfo<Hostile>& info) {
  std::string name(info.param.name);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, HostileConfiguration,
                         testing::ValuesIn(bench::hostile_configurations().begin(),
                                           bench::hostile_configurations().end()),
                         test_name_of);

}  // namespace
}  // namespace certlift::test
