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

/// Holds what `certlift effective --format json` prints against the schema that is published.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::IsEmpty;
using testing::Not;

const json& published() {
  static const json schema = json::parse(test::read_bytes(test::project_path("docs/effective.schema.json")));
  return schema;
}

json printed(const std::string& path) {
  MemoryDisk disk;
  disk.put("/shop.config", test::read_bytes(test::project_path("tests/cli/shop.config")));
  disk.put(
      "/faults.config",
      "<configuration><location path='S'><system.webServer><security><authentication>"
      "<windowsAuthentication enabled='si'><providers><add value='a'/><add value='A'/></providers>"
      "</windowsAuthentication></authentication></security></system.webServer></location></configuration>");
  disk.put("/broken.config", "<configuration>");
  const disk::Environment environment = test_environment();
  std::istringstream in;
  std::ostringstream out, err;
  const std::string site = path == "/faults.config" ? "S" : "Shop/Partners/Room";
  const int code = cli::run({"effective", path, "--path", site, "--format", "json"},
                            {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  json document = json::parse(out.str());
  EXPECT_EQ(document.at("exit_code"), code);
  return document;
}

TEST(EffectiveJson, IsAsTheSchemaSays) {
  for (const std::string path : {"/shop.config", "/faults.config", "/broken.config", "/nowhere.config"})
    EXPECT_THAT(schema_violations(published(), printed(path)), IsEmpty()) << path;
}

TEST(EffectiveJson, SaysWhatIsInEffectAndWhatIsNotRead) {
  const json document = printed("/shop.config");
  EXPECT_EQ(document["kind"], "directory or file");
  EXPECT_EQ(document["exit_code"], 0);
  const json& mapping = document["sections"][5];
  EXPECT_EQ(mapping["read"], false);
  EXPECT_EQ(mapping["attributes"][0], (json{{"name", "enabled"}, {"value", "false"}, {"origin", nullptr}}));
  EXPECT_EQ(mapping["not_read"][0]["origin"]["location"], "Shop/Partners");
  const json& entry = mapping["not_read"][0]["collections"][0]["entries"][0];
  EXPECT_EQ(entry["attributes"]["password"], "*** (secret 1)");
  EXPECT_EQ(entry["inner"][0]["attributes"]["matchCriteria"], "Partner Ltd");
}

TEST(EffectiveJson, MarksFaults) {
  const json document = printed("/faults.config");
  EXPECT_EQ(document["exit_code"], 1);
  const json& windows = document["sections"][6];
  EXPECT_EQ(windows["collections"][0]["entries"][1]["duplicate"], true);
  EXPECT_EQ(windows["faults"].size(), 2U);
}

TEST(SchemaFaults, SeesWhatIsWrong) {
  json document = printed("/shop.config");
  EXPECT_THAT(schema_violations({{"type", "string"}}, 1), Not(IsEmpty()));
  for (const json& patch : json::parse(R"([
         [{"op": "remove", "path": "/host"}], [{"op": "add", "path": "/other", "value": 1}],
         [{"op": "replace", "path": "/schema_version", "value": 2}],
         [{"op": "replace", "path": "/kind", "value": "folder"}],
         [{"op": "replace", "path": "/sections/0/read", "value": "yes"}],
         [{"op": "remove", "path": "/sections/0/attributes/0/origin/line"}]])"))
    EXPECT_THAT(schema_violations(published(), document.patch(patch)), Not(IsEmpty())) << patch;
}

}  // namespace
}  // namespace certlift::test
