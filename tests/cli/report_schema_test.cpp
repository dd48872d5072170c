#include "support/json_schema.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

/// Holds what the program prints against docs/report.schema.json.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

json schema() {
  return json::parse(file_bytes(test::project_path("docs/report.schema.json")));
}

void put_all_kinds(MemoryDisk& disk) {
  for (const std::string name : {"shop", "risky", "refused", "clean"})
    disk.put("/" + name + ".config", file_bytes(test::project_path("tests/cli/" + name + ".config")));
  disk.put("/broken.config", "<configuration>\n  <oops>\n</configuration>\n");
}

const std::vector<std::string> all_kinds{"/shop.config",  "/risky.config",  "/refused.config",
                                         "/clean.config", "/broken.config", "/missing.config"};

json document_of(MemoryDisk& disk, std::string command) {
  std::vector<std::string> arguments{std::move(command), "--format", "json"};
  arguments.insert(arguments.end(), all_kinds.begin(), all_kinds.end());
  return json::parse(run_program(disk, arguments).out);
}

TEST(ReportSchema, FitsWhatEachCommandPrints) {
  for (const std::string command : {"check", "diff", "fix"}) {
    MemoryDisk disk;
    put_all_kinds(disk);
    const json document = document_of(disk, command);
    EXPECT_THAT(schema_violations(schema(), document), IsEmpty()) << command;
    EXPECT_EQ(document["targets"].size(), all_kinds.size());
    EXPECT_EQ(document["exit_code"], 3);
  }
}

TEST(ReportSchema, FitsWhatApplyPrints) {
  MemoryDisk disk;
  put_all_kinds(disk);
  run_program(disk, {"plan", "/shop.config", "/clean.config", "-o", "/plan.json"});
  disk.put("/clean.config", "<configuration />");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"apply", "/plan.json", "--dry-run", "--format", "json"},
        {"apply", "/plan.json", "--format", "json"},
        {"apply", "/missing.json", "--format", "json"},
        {"apply", "/broken.config", "--format", "json"}}) {
    const Said said = run_program(disk, arguments);
    const json document = json::parse(said.out);
    EXPECT_THAT(schema_violations(schema(), document), IsEmpty()) << said.out;
    EXPECT_EQ(document["exit_code"], said.exit_code);
    EXPECT_EQ(document.contains("error"), document["targets"].empty());
  }
}

TEST(ReportSchema, RefusesOtherDocuments) {
  MemoryDisk disk;
  disk.put("/shop.config", file_bytes(test::project_path("tests/cli/shop.config")));
  json document = json::parse(run_program(disk, {"check", "--format", "json", "/shop.config"}).out);
  json& target = document["targets"][0];
  target.erase("bom");
  target["sha256_before"] = "abc";
  target["secret"] = "x";
  target["findings"][0]["line"] = 0;
  target["findings"][0]["fix"]["safety"] = "perhaps";
  target["error"] = 7;
  const auto violations = schema_violations(schema(), document);
  EXPECT_EQ(violations.size(), 6u);
  EXPECT_THAT(violations, Contains("/targets/0: lacks \"bom\""));
  EXPECT_THAT(violations, Contains("/targets/0: has secret too"));
  EXPECT_THAT(violations, Contains("/targets/0/findings/0/line: is below 1"));
  EXPECT_THAT(violations, Contains("/targets/0/error: is no \"object\""));
  EXPECT_THAT(violations, Contains(HasSubstr("/targets/0/findings/0/fix/safety: \"perhaps\" is not in")));
  EXPECT_THAT(violations, Contains(HasSubstr("/targets/0/sha256_before: \"abc\" does not match")));
}

TEST(ReportSchema, ComplainsOfWhatItDoesNotKnow) {
  EXPECT_THAT(schema_violations({{"maximum", 3}}, json::array()),
              Contains(": the schema has an unknown keyword maximum"));
}

}  // namespace
}  // namespace certlift::test
