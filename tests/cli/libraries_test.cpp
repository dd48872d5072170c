#include "cli/libraries.h"

#include "support/memory_disk.h"
#include "support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

namespace certlift::cli {
namespace {

using testing::HasSubstr;

TEST(Libraries, EachSaysItsVersion) {
  const auto all = libraries(Library{"an allocator", "1.2"});
  EXPECT_GE(all.size(), 10u);
  for (const Library& library : all)
    EXPECT_TRUE(std::regex_match(library.version, std::regex("[0-9]+\\.[0-9.]+"))) << library.name;
}

TEST(Libraries, AreNamedOnlyWhenAsked) {
  test::MemoryDisk disk;
  const test::Said brief = test::run_program(disk, {"--version"});
  EXPECT_EQ(brief.out, "certlift " CERTLIFT_VERSION "\n");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--version", "--verbose"}, {"-v", "--version"}}) {
    const test::Said full = test::run_program(disk, words);
    EXPECT_EQ(full.exit_code, 0);
    EXPECT_EQ(full.out, versions({}) + "\n");
    EXPECT_THAT(full.out, HasSubstr("pugixml"));
  }
  const test::Said alone = test::run_program(disk, {"--verbose"});
  EXPECT_EQ(alone.exit_code, 2);
  EXPECT_THAT(alone.err, HasSubstr("--version"));
}

}  // namespace
}  // namespace certlift::cli
