#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Holds SARIF reports against OASIS's own schema, where CERTLIFT_SCHEMAS names a folder that has it as
/// sarif-2.1.0.json, and Python's jsonschema is installed. SarifReport.HasWhatTheSchemaWants needs neither.
namespace certlift::test {
namespace {

constexpr const char* sarif_validator = R"(import json, sys
from jsonschema import Draft7Validator
schema, document = (json.load(open(path)) for path in sys.argv[1:3])
faults = [str(list(e.path)) + ": " + e.message for e in Draft7Validator(schema).iter_errors(document)]
print("\n".join(faults[:5])[:2000])
sys.exit(1 if faults else 0)
)";

TEST(SarifSchema, FitsWhatIsPrinted) {
  const char* folder = std::getenv("CERTLIFT_SCHEMAS");
  const std::string schema = std::string(folder != nullptr ? folder : "") + "/sarif-2.1.0.json";
  if (folder == nullptr || !std::filesystem::exists(schema))
    GTEST_SKIP() << "CERTLIFT_SCHEMAS names no folder with sarif-2.1.0.json";
  if (std::system("python3 -c 'import jsonschema' >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "there is no Python with jsonschema";
  const std::filesystem::path here = std::filesystem::temp_directory_path() / "certlift-sarif";
  std::filesystem::create_directories(here);
  std::ofstream(here / "check.py") << sarif_validator;
  MemoryDisk disk;
  for (const std::string name : {"shop", "risky", "refused", "clean"})
    disk.put("/" + name + ".config", file_bytes(project_path("tests/cli/" + name + ".config")));
  disk.put("/broken.config", "<configuration>\n  <oops>\n</configuration>\n");
  run_program(disk, {"check", "--baseline", "/known.json", "--write-baseline", "/risky.config"});
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{}, {"--baseline", "/known.json"}, {"--accept", "all", "--show-secrets"}}) {
    std::vector<std::string> arguments{"check",         "--format",        "sarif",         "/shop.config",
                                       "/risky.config", "/refused.config", "/broken.config"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    std::ofstream(here / "report.sarif") << run_program(disk, arguments).out;
    const std::string command = "python3 '" + (here / "check.py").string() + "' '" + schema + "' '" +
                                (here / "report.sarif").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
  }
  std::filesystem::remove_all(here);
}

}  // namespace
}  // namespace certlift::test
