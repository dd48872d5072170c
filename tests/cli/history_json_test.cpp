#include "cli/run.h"
#include "support/bytes.h"
#include "support/json_schema.h"
#include "support/memory_disk.h"
#include "support/source_files.h"
#include "support/test_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

/// Holds what `certlift history --format json` prints against the schema that is published.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::IsEmpty;

json history_document(const std::vector<std::string>& arguments) {
  MemoryDisk disk;
  const std::string after = read_bytes(project_path("tests/cli/simulate.config"));
  disk.put("/h/CFGHISTORY_0000000001/applicationHost.config", "<configuration/>");
  disk.put("/h/CFGHISTORY_0000000002/applicationHost.config", after);
  disk.put("/h/CFGHISTORY_0000000003/applicationHost.config", "%PDF-");
  disk.put("/now.config", after);
  const disk::Environment environment = test_environment();
  std::istringstream in;
  std::ostringstream out, err;
  std::vector<std::string> all{"history"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  all.insert(all.end(), {"--format", "json"});
  cli::run(all, {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  return json::parse(out.str());
}

TEST(HistoryJson, IsAsTheSchemaSays) {
  const json schema = json::parse(read_bytes(project_path("docs/history.schema.json")));
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"/h"},
                                                    {"/h", "--config", "/now.config"},
                                                    {"/gone"},
                                                    {"/h", "--config", "/gone"}})
    EXPECT_THAT(schema_violations(schema, history_document(arguments)), IsEmpty());
}

TEST(HistoryJson, NamesTheCopyThatAFindingCameInWith) {
  const json document =
      history_document({"/h", "--config", "/now.config", "--only", "misplaced-client-cert-mappings"});
  ASSERT_EQ(document["findings"].size(), 1U);
  EXPECT_EQ(document["findings"][0]["first_in"], "CFGHISTORY_0000000002");
  EXPECT_EQ(document["findings"][0]["last_without"], "CFGHISTORY_0000000001");
  EXPECT_FALSE(document["findings"][0]["differences"].empty());
  EXPECT_EQ(document["exit_code"], 3) << "a copy is none";
}

}  // namespace
}  // namespace certlift::test
