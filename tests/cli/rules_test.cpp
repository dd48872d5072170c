#include "engine/registry.h"
#include "support/json_schema.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace certlift::test {
namespace {

using testing::HasSubstr;

TEST(Rules, AreAllListedAndExplained) {
  MemoryDisk disk;
  const Said list = run_program(disk, {"rules"});
  const auto document = nlohmann::json::parse(run_program(disk, {"rules", "--format", "json"}).out);
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_EQ(document["schema_version"], 1);
  ASSERT_EQ(document["rules"].size(), engine::registry().size());
  for (std::size_t i = 0; i < engine::registry().size(); ++i) {
    const engine::Transform& rule = engine::registry()[i];
    const std::string id(rule.id), title(rule.title);
    EXPECT_THAT(list.out, HasSubstr(id + " "));
    EXPECT_THAT(list.out, HasSubstr("  " + title + "\n"));
    EXPECT_EQ(document["rules"][i]["id"], id);
    EXPECT_EQ(document["rules"][i]["risks"].size(), rule.risks.size());
    EXPECT_THAT(run_program(disk, {"explain", id}).out,
                testing::StartsWith("# " + id + ": " + title + "\n\n" + std::string(rule.explain)));
  }
}

TEST(Rules, AreAsTheirSchemaSays) {
  MemoryDisk disk;
  const auto schema = nlohmann::json::parse(file_bytes(project_path("docs/rules.schema.json")));
  auto document = nlohmann::json::parse(run_program(disk, {"rules", "--format", "json"}).out);
  EXPECT_THAT(schema_violations(schema, document), testing::IsEmpty());
  document["rules"][0].erase("title");
  document["rules"][1]["id"] = "No Id";
  document["more"] = 1;
  EXPECT_EQ(schema_violations(schema, document).size(), 3U);
}

}  // namespace
}  // namespace certlift::test
