#include "cli/run.h"
#include "support/bytes.h"
#include "support/json_schema.h"
#include "support/made_trace.h"
#include "support/memory_disk.h"
#include "support/source_files.h"
#include "support/test_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

/// Holds what `certlift freb` prints against the schema that is published, and against what it may never
/// hold.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Everything it prints, on a disk with logs of each kind.
std::string freb_output(std::vector<std::string> arguments) {
  MemoryDisk disk;
  disk.put("/logs/fr000001.xml", failing_trace());
  disk.put("/logs/fr000002.xml", mapped_trace());
  disk.put("/logs/fr000003.xml", anonymous_trace());
  disk.put("/logs/fr000004.xml", failing_trace().substr(20'000));
  disk.put("/logs/fr000005.xml", "%PDF-");
  MadeTrace broken({.url = "https://alice:p4ssword-of-alice@a/b?query-of-alice", .status = "500.19"});
  broken.start().secrets().error("X", 1, 500, 19, 0x800700B7,
                                 "\\\\?\\C:\\a\\applicationHost.config ( 8) :t0ken-of-alice");
  disk.put("/logs/fr000006.xml", broken.child("https://a/c?query-of-alice").child_end().end().text());
  disk.put("/app.config", read_bytes(project_path("tests/cli/simulate.config")));
  const disk::Environment environment = test_environment();
  std::istringstream in;
  std::ostringstream out, err;
  cli::run(std::move(arguments),
           {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  return out.str() + err.str();
}

json freb_document(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json", "-q"});
  const std::string text = freb_output(std::move(arguments));
  return json::parse(text.substr(0, text.rfind('}') + 1));
}

TEST(FrebJson, IsAsTheSchemaSays) {
  const json schema = json::parse(read_bytes(project_path("docs/freb.schema.json")));
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"freb", "/logs"},
                                                    {"freb", "/logs", "--config", "/app.config"},
                                                    {"freb", "/logs", "--config", "/gone.config"},
                                                    {"freb", "/gone.xml"}})
    EXPECT_THAT(schema_violations(schema, freb_document(arguments)), IsEmpty());
}

TEST(FrebJson, NamesTheLineOfTheMappingsThatAreNotRead) {
  const json log = freb_document({"freb", "/logs/fr000001.xml", "--config", "/app.config"})["logs"][0];
  EXPECT_EQ(log["verdict"], "no-user-set");
  EXPECT_EQ(log["certificate_setup"], true);
  EXPECT_EQ(log["cause"]["rule"], "misplaced-client-cert-mappings");
  EXPECT_EQ(log["application"], "/Sub-Application");
  EXPECT_THAT(log["summary"].get<std::string>(), HasSubstr("the mappings at /app.config:76 are not read"));
}

TEST(Freb, NeverPrintsHeadersCookiesTokensBodiesOrQueries) {
  for (const std::string format : {"text", "json"})
    for (const std::string verbosity : {"-q", "-v"}) {
      const std::string text =
          freb_output({"freb", "/logs", "--config", "/app.config", "--format", format, verbosity});
      EXPECT_THAT(text, HasSubstr("401.2"));
      for (const std::string& secret : trace_secrets) EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
}

}  // namespace
}  // namespace certlift::test
