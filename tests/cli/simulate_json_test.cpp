#include "cli/run.h"
#include "support/bytes.h"
#include "support/json_schema.h"
#include "support/made_certificate.h"
#include "support/memory_disk.h"
#include "support/source_files.h"
#include "support/test_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

/// What `certlift simulate` prints for scripts, held against the schema that is published; and what it takes.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

struct Ran {
  int code;
  std::string out, err;
};

const std::string example = "examples/sub-application/applicationHost.config";
const std::string url = "https://portal.example/Sub-Application/";

void fill(MemoryDisk& disk) {
  disk.put("/app.config", read_bytes(project_path(example)));
  disk.put("/broken.config", "<configuration>");
  disk.put("/alice.pem", armoured(made_certificate({}), "CERTIFICATE"));
  disk.put("/bundle.pem", armoured(made_certificate({}), "CERTIFICATE") + armoured("x", "CERTIFICATE"));
  disk.put("/key.pem", armoured("key", "PRIVATE KEY"));
  disk.put("/request.csr", armoured("request", "CERTIFICATE REQUEST"));
  disk.put("/alice.pfx", der_element(0x30, der_element(0x02, "\x03") + der_element(0x30, "")));
  disk.put("/empty.cer", "");
  disk.put("/huge.cer", std::string(2'000'000, 'A'));
}

Ran ran(std::vector<std::string> arguments) {
  MemoryDisk disk;
  fill(disk);
  const disk::Environment environment = test_environment();
  std::istringstream in;
  std::ostringstream out, err;
  arguments.insert(arguments.begin(), "simulate");
  const int code =
      cli::run(arguments, {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  return {code, out.str(), err.str()};
}

TEST(SimulateJson, IsAsTheSchemaSays) {
  const json published = json::parse(read_bytes(project_path("docs/simulate.schema.json")));
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"/app.config", "--certificate", "mapped:1"},
        {"/app.config", "--certificate", "/alice.pem", "--tls", "1.3"},
        {"/app.config", "--no-certificate", "--http", "2"},
        {"/app.config", "--certificate", "/key.pem"},
        {"/broken.config"},
        {"/nowhere.config"}}) {
    std::vector<std::string> arguments{"--url", url, "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran run = ran(arguments);
    const json document = json::parse(run.out);
    EXPECT_EQ(document["exit_code"], run.code);
    EXPECT_THAT(schema_violations(published, document), IsEmpty()) << more.front();
  }
}

TEST(SimulateJson, HasTheAccessMatrixInTheSameForm) {
  const json published = json::parse(read_bytes(project_path("docs/simulate.schema.json")));
  const Ran run = ran({"/app.config", "--all", "--format", "json"});
  const json document = json::parse(run.out);
  EXPECT_EQ(run.code, 1) << "fix changes answers";
  EXPECT_THAT(schema_violations(published, document), IsEmpty());
  ASSERT_EQ(document["requests"].size(), 4U);
  EXPECT_EQ(document["requests"][0]["certificate"]["subject"], "CN=client1");
  EXPECT_EQ(document["requests"][0]["after"]["outcomes"][0]["user"], "Pingu-IIS.Local-User");
  EXPECT_EQ(document["requests"][2]["certificate"]["sha256"], nullptr);
  EXPECT_EQ(document["requests"][3]["certificate"], nullptr);
}

TEST(SimulateExpect, IsAboutTheOnlyOutcomeNowOrAfterTheFix) {
  const std::vector<std::string> base{"/app.config", "--url", url, "--certificate", "mapped:1"};
  const auto code_of = [&](std::vector<std::string> more) {
    more.insert(more.end(), base.begin(), base.end());
    return ran(more).code;
  };
  EXPECT_EQ(code_of({}), 1) << "it does not get in now";
  EXPECT_EQ(code_of({"--after"}), 0);
  EXPECT_EQ(code_of({"--expect", "401.2"}), 0);
  EXPECT_EQ(code_of({"--expect", "403.7"}), 1);
  EXPECT_EQ(code_of({"--expect", "pingu-iis.local-user", "--after"}), 0);
  EXPECT_EQ(code_of({"--expect", "anonymous", "--after"}), 1);
  EXPECT_EQ(code_of({"--expect", "reset", "--tls", "1.3", "--windows", "2022"}), 1) << "it is not certain";
}

TEST(SimulateCertificate, IsTakenInEveryFormAndNamedForWhatItIsInstead) {
  const auto error_of = [](const std::string& certificate) {
    return ran({"/app.config", "--url", url, "--certificate", certificate}).err;
  };
  EXPECT_THAT(error_of("/alice.pem"), IsEmpty());
  EXPECT_THAT(error_of("/bundle.pem"), IsEmpty());
  EXPECT_THAT(error_of("/key.pem"), HasSubstr("/key.pem: holds a private key"));
  EXPECT_THAT(error_of("/request.csr"), HasSubstr("(CSR)"));
  EXPECT_THAT(error_of("/alice.pfx"), HasSubstr("openssl pkcs12 -in FILE"));
  EXPECT_THAT(error_of("/empty.cer"), HasSubstr("is empty"));
  EXPECT_THAT(error_of("/huge.cer"), HasSubstr("larger than 1 MB"));
  EXPECT_THAT(error_of("/gone.cer"), HasSubstr("/gone.cer"));
  EXPECT_THAT(error_of("mapped:3"), HasSubstr("there are 2 one-to-one mappings"));
  EXPECT_THAT(error_of("mapped:Pingu-IIS.Local-Usr"), HasSubstr("did you mean \"Pingu-IIS.Local-User\""));
}

TEST(SimulateUrl, IsRefusedWithTheReason) {
  const auto error_of = [](const std::string& text) { return ran({"/app.config", "--url", text}).err; };
  EXPECT_THAT(error_of("portal.example/x"), HasSubstr("begins with https://"));
  EXPECT_THAT(error_of("ftp://portal.example/x"), HasSubstr("begins with https://"));
  EXPECT_THAT(error_of("https:///x"), HasSubstr("names no host"));
  EXPECT_THAT(error_of("https://alice:Spring2019@portal.example/"), HasSubstr("leave out the user name"));
  EXPECT_THAT(error_of("https://alice:Spring2019@portal.example/"), testing::Not(HasSubstr("Spring2019")));
  EXPECT_THAT(error_of("https://portal.example:99999/"), HasSubstr("the port must be"));
  EXPECT_THAT(error_of("https://[::1/"), HasSubstr("ends with ]"));
  EXPECT_THAT(error_of("https://b\xC3\xBC"
                       "cher.test/"),
              HasSubstr("punycode"));
  EXPECT_THAT(error_of("https://portal.example/a%2Fb"), HasSubstr("encoded slash"));
  EXPECT_THAT(error_of("https://portal.example/a%zz"), HasSubstr("two hexadecimal digits"));
  EXPECT_THAT(error_of("https://portal.example/a%"), HasSubstr("two hexadecimal digits"));
  EXPECT_THAT(error_of("https://portal.example/%00"), HasSubstr("control character"));
  EXPECT_THAT(error_of("https://portal.example/%FF"), HasSubstr("no UTF-8"));
  EXPECT_THAT(error_of("https://portal.example/" + std::string(65536, 'a')), HasSubstr("longer than 16384"));
}

}  // namespace
}  // namespace certlift::test
