#include "cli/run.h"
#include "support/bytes.h"
#include "support/gzip.h"
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

/// Holds what `certlift logs --format json` prints against the schema that is published.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string log_text =
    "#Fields: date time cs-uri-stem cs-uri-query cs-username c-ip cs(Cookie) sc-status sc-substatus "
    "sc-win32-status\r\n"
    "2026-11-03 07:12:44 /Sub-Application/a query-s3cret - 10.1.1.1 cookie-s3cret 401 2 5\r\n"
    "2026-11-03 07:12:45 /Sub-Application/a - SHOP\\s3cret-user 10.1.1.2 - 403 7 64\r\n"
    "2026-11-03 07:12:46 / - - 10.1.1.3 - 200 0 0\r\n";

std::string logs_output(std::vector<std::string> arguments) {
  MemoryDisk disk;
  disk.put("/logs/W3SVC1/a.log", log_text);
  disk.put("/logs/W3SVC1/b.log.gz", gzipped(log_text));
  disk.put("/logs/W3SVC1/c.log", "%PDF-");
  disk.put("/app.config", read_bytes(project_path("tests/cli/simulate.config")));
  const disk::Environment environment = test_environment();
  std::istringstream in;
  std::ostringstream out, err;
  cli::run(std::move(arguments),
           {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  return out.str();
}

TEST(LogsJson, IsAsTheSchemaSays) {
  const json schema = json::parse(read_bytes(project_path("docs/logs.schema.json")));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"logs", "/logs", "--format", "json"},
        {"logs", "/logs", "--config", "/app.config", "--since", "2026-01-01", "--format", "json"},
        {"logs", "/logs", "--config", "/gone.config", "--format", "json"},
        {"logs", "/gone.log", "--format", "json"}})
    EXPECT_THAT(schema_violations(schema, json::parse(logs_output(arguments))), IsEmpty());
}

TEST(LogsJson, CountsPackedLogsTooAndNamesTheReason) {
  const json document =
      json::parse(logs_output({"logs", "/logs", "--config", "/app.config", "--format", "json"}));
  EXPECT_EQ(document["requests"], 6);
  EXPECT_EQ(document["exit_code"], 3);
  for (const json& group : document["groups"])
    if (group["status"] == "401.2") {
      EXPECT_EQ(group["count"], 2);
      EXPECT_EQ(group["clients"], 1);
      EXPECT_EQ(group["application"], "/Sub-Application");
      EXPECT_EQ(group["cause"]["rule"], "misplaced-client-cert-mappings");
      EXPECT_EQ(group["cause"]["line"], 76);
    }
}

TEST(LogsJson, NeverHoldsQueriesCookiesOrUsers) {
  for (const std::string format : {"text", "json"})
    EXPECT_THAT(logs_output({"logs", "/logs", "-v", "--config", "/app.config", "--format", format}),
                Not(HasSubstr("s3cret")));
}

}  // namespace
}  // namespace certlift::test
