#include "support/json_schema.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

/// What the transcripts of plan and apply do not show.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

json schema(const std::string& name) {
  return json::parse(file_bytes(test::project_path("docs/" + name)));
}

void put_examples(MemoryDisk& disk) {
  for (const std::string name : {"shop", "risky", "refused", "clean"})
    disk.put("/" + name + ".config", file_bytes(test::project_path("tests/cli/" + name + ".config")));
}

json plan_of_examples(MemoryDisk& disk, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments{
      "plan", "/shop.config", "/risky.config", "/refused.config", "/clean.config", "-o", "-"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return json::parse(run_program(disk, arguments).out);
}

/// What apply says of a plan that an older certlift has made, after `from` has become `to` in the file.
std::string said_of_old_plan(const std::string& from, const std::string& to) {
  MemoryDisk disk;
  put_examples(disk);
  json plan = json::parse(run_program(disk, {"plan", "/shop.config", "-o", "-"}).out);
  json& target = plan["targets"][0];
  target.erase("rest");
  for (json& section : target["sections"]) {
    section.erase("elements");
    section.erase("comments");
  }
  disk.put("/plan.json", plan.dump());
  std::string bytes = disk.bytes("/shop.config");
  if (!from.empty()) bytes.replace(bytes.find(from), from.size(), to);
  disk.put("/shop.config", bytes);
  const Said said = run_program(disk, {"apply", "/plan.json"});
  return said.err + said.out;
}

TEST(Plan, OfAnOlderCertliftIsReadAndSaysByHowMuchAFileDiffers) {
  EXPECT_THAT(said_of_old_plan("", ""), HasSubstr("/shop.config: fixed"));
  EXPECT_THAT(said_of_old_plan("id=\"1\"", "id=\"2\""),
              HasSubstr("the server's system.applicationHost/sites changed: 6 lines as before, with other "
                        "content (1243 bytes then and now)"));
  EXPECT_THAT(said_of_old_plan("</configSections>", "</configSections> "),
              HasSubstr("every section says the same, so it is a comment or white space outside"));
}

TEST(Plan, FitsItsSchema) {
  MemoryDisk disk;
  put_examples(disk);
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{}, {"--accept", "all"}, {"--only", "plain-password", "--site", "Shop"}}) {
    const json plan = plan_of_examples(disk, options);
    EXPECT_THAT(schema_violations(schema("plan.schema.json"), plan), IsEmpty());
    EXPECT_EQ(plan["targets"].size(), 4U);
  }
}

TEST(Plan, WithAnotherMemberDoesNotFitItsSchema) {
  MemoryDisk disk;
  put_examples(disk);
  json plan = plan_of_examples(disk);
  plan["targets"][0]["password"] = "x";
  plan["targets"][0]["sections"][0]["sha256"] = "x";
  plan["targets"][0]["changes"][0]["change"] = "moved";
  EXPECT_EQ(schema_violations(schema("plan.schema.json"), plan).size(), 3U);
}

TEST(Plan, NamesItsTargetsByTheirRealAbsolutePaths) {
  MemoryDisk disk;
  put_examples(disk);
  disk.put_link("/link.config", "/shop.config");
  const json plan = json::parse(run_program(disk, {"plan", "/link.config", "-o", "-"}).out);
  EXPECT_EQ(plan["targets"][0]["path"], "/shop.config");
}

TEST(Plan, IsForItsOwnerAlone) {
  MemoryDisk disk;
  put_examples(disk);
  ASSERT_EQ(run_program(disk, {"plan", "/shop.config", "-o", "/plan.json"}).exit_code, 0);
  EXPECT_EQ(disk.mode("/plan.json"), 0600U);
}

TEST(Apply, ReportsAsTheSchemaSays) {
  MemoryDisk disk;
  put_examples(disk);
  run_program(disk, {"plan", "/shop.config", "/risky.config", "/clean.config", "-o", "/plan.json"});
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"apply", "/plan.json", "--dry-run", "--format", "json"},
        {"apply", "/plan.json", "--target", "/refused.config", "--format", "json"},
        {"apply", "/plan.json", "--format", "json"},
        {"apply", "/plan.json", "--format", "json"}}) {
    const json report = json::parse(run_program(disk, arguments).out);
    EXPECT_THAT(schema_violations(schema("report.schema.json"), report), IsEmpty());
    EXPECT_EQ(report["command"], "apply");
  }
}

TEST(Apply, ReadsNoPlanOfMoreThanItsLimit) {
  MemoryDisk disk;
  disk.put("/plan.json", std::string((std::size_t{64} << 20U) + 1, ' '));
  const Said of_file = run_program(disk, {"apply", "/plan.json"});
  EXPECT_EQ(of_file.exit_code, 3);
  EXPECT_THAT(of_file.err, HasSubstr("/plan.json: this is no plan: it is too large for one"));
  const Said of_input = run_program(disk, {"apply", "-"}, disk.bytes("/plan.json"));
  EXPECT_EQ(of_input.exit_code, 3);
  EXPECT_THAT(of_input.err, HasSubstr("<stdin>: this is no plan: it is too large for one"));
}

/// The text of a plan with `bytes` of another file in it: nothing of a plan is ever written.
TEST(Apply, WritesWhatCertliftMakesAndNothingElse) {
  MemoryDisk disk;
  put_examples(disk);
  json plan = json::parse(run_program(disk, {"plan", "/shop.config", "-o", "-"}).out);
  plan["targets"][0]["text"] = plan["targets"][0]["bytes"] = plan["targets"][0]["new_bytes"] = "<hostile/>";
  plan["targets"][0]["findings"] = "none";
  disk.put("/plan.json", plan.dump());
  EXPECT_EQ(run_program(disk, {"apply", "/plan.json"}).exit_code, 0);
  const std::string applied = disk.bytes("/shop.config");
  put_examples(disk);
  EXPECT_EQ(run_program(disk, {"fix", "/shop.config"}).exit_code, 0);
  EXPECT_EQ(applied, disk.bytes("/shop.config"));
}

}  // namespace
}  // namespace certlift::test
