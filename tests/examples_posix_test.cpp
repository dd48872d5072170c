#include "support/bytes.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

/// The examples are what they say: each `console` block of their READMEs is run in a copy of the folder, in a
/// shell, and must print what stands there. CERTLIFT_UPDATE=1 writes what was printed; it is read in review.
namespace certlift::test {
namespace {

namespace fs = std::filesystem;

/// What differs from run to run.
std::string settled(std::string text, const fs::path& folder) {
  for (std::size_t at = text.find(folder.string()); at != std::string::npos; at = text.find(folder.string()))
    text.replace(at, folder.string().size(), "C:/example");
  text = std::regex_replace(text, std::regex("\\d{8}T\\d{6}Z-[0-9a-f]{4}"), "20261122T083000Z-3f2a");
  text = std::regex_replace(text, std::regex("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
                            "2026-11-22 08:30:00");
  return std::regex_replace(text, std::regex("\\r"), "");
}

/// Both streams of a shell command.
std::string run(const fs::path& folder, const std::string& command) {
  const std::string line = "cd '" + folder.string() + "' && { " + command + "; } 2>&1";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(line.c_str(), "r"), pclose);
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t size = 1; pipe && size > 0;) {
    size = fread(buffer.data(), 1, buffer.size(), pipe.get());
    output.append(buffer.data(), size);
  }
  return output;
}

/// The README with every console block's output as it is today.
std::string replay(const std::string& readme, const fs::path& folder) {
  std::istringstream lines(readme);
  std::string result;
  bool in_console = false;
  for (std::string line; std::getline(lines, line);) {
    const bool is_fence = line.starts_with("```");
    if (is_fence) in_console = line == "```console";
    if (in_console && !is_fence && !line.starts_with("$ ")) continue;
    result += line + '\n';
    if (in_console && line.starts_with("$ ")) result += settled(run(folder, line.substr(2)), folder);
  }
  return result;
}

class Example : public testing::TestWithParam<const char*> {};

TEST_P(Example, PrintsWhatItsReadmeSays) {
  const fs::path source = project_path("examples/" + std::string(GetParam()));
  const fs::path folder = fs::path(testing::TempDir()) / ("certlift-example-" + std::string(GetParam()));
  fs::remove_all(folder);
  fs::copy(source, folder, fs::copy_options::recursive);
  const std::string path = program_folders() + ":" + std::getenv("PATH");
  setenv("PATH", path.c_str(), 1);
  const std::string expected = read_bytes(source / "README.md");
  const std::string actual = replay(expected, folder);
  if (std::getenv("CERTLIFT_UPDATE")) write_bytes(source / "README.md", actual);
  EXPECT_EQ(read_bytes(source / "README.md"), actual);
  fs::remove_all(folder);
}

std::string name_of(const testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Examples, Example,
                         testing::Values("sub-application", "in-ci", "reviewed-change", "as-a-library",
                                         "rollout"),
                         name_of);

}  // namespace
}  // namespace certlift::test
