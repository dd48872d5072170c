#include "support/bytes.h"
#include "support/json_schema.h"
#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// Holds what `certlift report` prints against the schema that is published.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string sent_by(const std::string& config, const std::string& command = "check") {
  MemoryDisk disk;
  disk.put("/srv/1.config", read_bytes(project_path("tests/cli/" + config + ".config")));
  return run_program(disk, {command, "--format", "json", "/srv/1.config"}).out;
}

/// Reports of each kind, and what is none.
void put_reports(MemoryDisk& disk) {
  disk.put("/sent/web01.json", sent_by("shop"));
  disk.put("/sent/web02.json", sent_by("shop", "fix"));
  disk.put("/sent/web03.json", sent_by("clean"));
  disk.put("/sent/more/web04.json", sent_by("refused", "diff"));
  disk.put("/sent/web05.json", sent_by("shop").substr(0, 200));
  disk.put("/sent/web06.json", "{\"hosts\": []}");
  disk.put("/hosts.txt", "# all of them\nweb01\nweb02\r\n  web03\n\nweb04\nweb07\n");
}

TEST(ReportCommand, PrintsJsonThatFitsItsSchema) {
  MemoryDisk disk;
  put_reports(disk);
  const Said said = run_program(disk, {"report", "/sent", "--hosts", "/hosts.txt", "--format", "json"});
  const json schema = json::parse(read_bytes(project_path("docs/hosts.schema.json")));
  const json document = json::parse(said.out);
  EXPECT_THAT(schema_violations(schema, document), IsEmpty());
  EXPECT_EQ(said.exit_code, 3);
  ASSERT_EQ(document["hosts"].size(), 5U);
  EXPECT_EQ(document["hosts"][0]["host"], "web07");
  EXPECT_EQ(document["hosts"][0]["outcome"], "missing");
  ASSERT_EQ(document["errors"].size(), 2U);
  EXPECT_EQ(document["errors"][0]["path"], "/sent/web05.json");
}

TEST(ReportCommand, GoesOnWhereAFileIsCutOrForeignAndNamesIt) {
  MemoryDisk disk;
  put_reports(disk);
  for (const char* format : {"text", "html", "markdown"}) {
    const Said said = run_program(disk, {"report", "/sent", "--hosts", "/hosts.txt", "--format", format});
    EXPECT_EQ(said.exit_code, 3);
    EXPECT_THAT(said.err, HasSubstr("/sent/web05.json: this is no JSON, or it is cut"));
    EXPECT_THAT(said.err, HasSubstr("/sent/web06.json: this JSON is no report of certlift"));
    for (const char* host : {"web01", "web02", "web03", "web04", "web07"})
      EXPECT_THAT(said.out, HasSubstr(host)) << format;
  }
}

TEST(ReportCommand, PassesOverItsOwnReportAmongThoseOfHosts) {
  MemoryDisk disk;
  disk.put("/sent/web01.json", sent_by("clean"));
  for (int i = 0; i < 2; ++i) {
    const Said said = run_program(disk, {"report", "/sent", "--format", "json", "-o", "/sent/all.json"});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    EXPECT_EQ(json::parse(disk.bytes("/sent/all.json"))["hosts"].size(), 1U);
  }
  EXPECT_EQ(run_program(disk, {"report", "/sent"}).exit_code, 0);
}

TEST(ReportCommand, EscapesWhatAReportSays) {
  json document = json::parse(sent_by("shop"));
  document["host"] = "<script>alert(1)</script>";
  document["targets"][0]["path"] = "\"><img src=x onerror=y>";
  for (json& finding : document["targets"][0]["findings"]) {
    finding["message"] = "]]><script>alert(2)</script>\u202E";
    finding["location"] = "a|b`<svg onload=z>";
  }
  MemoryDisk disk;
  disk.put("/sent/1.json", document.dump());
  for (const char* format : {"html", "markdown"}) {
    const Said said = run_program(disk, {"report", "/sent", "--format", format});
    EXPECT_EQ(said.exit_code, 1);
    EXPECT_THAT(said.out, Not(HasSubstr("\u202E")));
    for (const char* part : {"<script>alert", "<img", "<svg"})
      for (std::size_t at = 0; (at = said.out.find(part, at)) != std::string::npos; ++at)
        EXPECT_EQ(said.out.substr(at - 1, 1), "\\") << format << said.out.substr(at, 60);
  }
}

TEST(ReportCommand, NeedsTheListThatItIsGiven) {
  MemoryDisk disk;
  disk.put("/sent/web01.json", sent_by("clean"));
  const Said said = run_program(disk, {"report", "/sent", "--hosts", "/none.txt"});
  EXPECT_EQ(said.exit_code, 3);
  EXPECT_THAT(said.err, HasSubstr("/none.txt"));
}

}  // namespace
}  // namespace certlift::test
