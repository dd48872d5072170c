#include "support/bytes.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

/// docs/traps.md names the cases of each trap; they are there, and none is left out.
namespace certlift::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lift_cases = "transforms/misplaced-client-cert-mappings/cases";
constexpr std::string_view transcript_cases = "tests/cli";

/// "t07-" of every file of the folder that is named like that.
std::set<std::string> traps_of(std::string_view folder) {
  std::set<std::string> traps;
  for (const auto& entry : fs::directory_iterator(project_path(std::string(folder)))) {
    const std::string name = entry.path().filename().string();
    if (name.size() > 4 && name[0] == 't' && std::isdigit(static_cast<unsigned char>(name[1])) != 0 &&
        std::isdigit(static_cast<unsigned char>(name[2])) != 0 && name[3] == '-')
      traps.insert(name.substr(0, 4));
  }
  return traps;
}

/// "T7" of "t07-".
std::string row_of(const std::string& trap) {
  return "| T" + std::to_string(std::stoi(trap.substr(1, 2))) + " | ";
}

TEST(Traps, HaveTheCasesThatTheirPageNames) {
  std::istringstream page(read_bytes(project_path("docs/traps.md")));
  std::set<std::string> rows;
  for (std::string line; std::getline(page, line);)
    if (line.starts_with("| T")) rows.insert(line);
  std::set<std::string> expected;
  for (const std::string_view folder : {lift_cases, transcript_cases})
    for (const std::string& trap : traps_of(folder)) {
      const std::string pattern =
          (folder == transcript_cases ? "`" + std::string(transcript_cases) + "/" : "`") + trap + "*` |";
      EXPECT_TRUE(std::ranges::any_of(
          rows,
          [&](const std::string& row) { return row.starts_with(row_of(trap)) && row.ends_with(pattern); }))
          << "no row of docs/traps.md says " << pattern;
      expected.insert(trap);
    }
  EXPECT_EQ(rows.size(), expected.size()) << "a trap without a case, or with two rows";
  EXPECT_EQ(rows.size(), 32U);
}

}  // namespace
}  // namespace certlift::test
