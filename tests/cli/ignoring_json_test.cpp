#include "support/json_schema.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Holds baselines, what `certlift settings` prints, and reports of ignored findings against their schemas,
/// and makes sure that none of them holds a secret.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

json published_schema(const std::string& name) {
  return json::parse(file_bytes(project_path("docs/" + name + ".schema.json")));
}

constexpr const char* secretive = R"(<configuration>
  <location path="Shop/A"><system.webServer><security><authentication>
    <iisClientCertificateMappingAuthentication enabled="true"><oneToOneMappings>
      <!-- certlift: ignore plain-password: it is password="Top-Secret-1" -->
      <add userName="a" password="Top-Secret-2" certificate="QQ==" />
      <add userName="b" password="Top-Secret-3" certificate="Qg==" />
    </oneToOneMappings></iisClientCertificateMappingAuthentication>
  </authentication></security></system.webServer></location>
</configuration>
)";

class IgnoringDocuments : public testing::Test {
 protected:
  IgnoringDocuments() {
    disk.put("/srv/a.config", secretive);
    disk.put("/srv/.certlift.toml", "accept = 'widens-access'\n[check]\nquiet-notes = true\n");
    run_program(disk, {"check", "--baseline", "/srv/known.json", "--write-baseline", "/srv/a.config"});
  }
  MemoryDisk disk;
};

TEST_F(IgnoringDocuments, FitTheirSchemas) {
  EXPECT_THAT(schema_violations(published_schema("baseline"), json::parse(disk.bytes("/srv/known.json"))),
              IsEmpty());
  const json settings =
      json::parse(run_program(disk, {"settings", "/srv/a.config", "--format", "json", "--keep", "3"}).out);
  EXPECT_THAT(schema_violations(published_schema("settings"), settings), IsEmpty());
  EXPECT_EQ(settings["file"], "/srv/.certlift.toml");
  const json report = json::parse(
      run_program(disk, {"check", "/srv/a.config", "--baseline", "/srv/known.json", "--format", "json"}).out);
  EXPECT_THAT(schema_violations(published_schema("report"), report), IsEmpty());
  EXPECT_FALSE(report["targets"][0]["ignored"].empty());
  EXPECT_THAT(report["targets"][0]["findings"], IsEmpty());
  run_program(disk, {"plan", "/srv/a.config", "--baseline", "/srv/known.json", "-o", "/srv/plan.json"});
  const json plan = json::parse(disk.bytes("/srv/plan.json"));
  EXPECT_THAT(schema_violations(published_schema("plan"), plan), IsEmpty());
  EXPECT_FALSE(plan["targets"][0]["known"].empty());
}

TEST_F(IgnoringDocuments, HoldNoSecret) {
  EXPECT_THAT(disk.bytes("/srv/known.json"), Not(HasSubstr("Top-Secret")));
  for (const std::string format :
       {"text", "json", "sarif", "github", "gitlab", "azure", "junit", "html", "markdown"})
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{}, {"--baseline", "/srv/known.json"}, {"-v"}}) {
      std::vector<std::string> arguments{"check", "/srv/a.config", "--format", format};
      arguments.insert(arguments.end(), options.begin(), options.end());
      const Said said = run_program(disk, arguments);
      EXPECT_THAT(said.out + said.err, Not(HasSubstr("Top-Secret"))) << format;
    }
}

TEST_F(IgnoringDocuments, AreNoSettingsIfTheyAreTooLarge) {
  disk.put("/srv/.certlift.toml", "#" + std::string(65'536, 'x'));
  const Said said = run_program(disk, {"check", "/srv/a.config"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_THAT(said.err, HasSubstr("/srv/.certlift.toml: this file is too large for settings"));
}

/// A new password makes no new finding, and so nothing of the old one stands in the file.
TEST_F(IgnoringDocuments, DoNotGoByThePassword) {
  std::string changed = secretive;
  for (std::size_t at; (at = changed.find("Top-Secret")) != std::string::npos;)
    changed.replace(at, 10, "Another");
  disk.put("/srv/a.config", changed);
  const Said said =
      run_program(disk, {"check", "/srv/a.config", "--baseline", "/srv/known.json", "--format", "json"});
  EXPECT_EQ(said.exit_code, 0) << said.out;
}

}  // namespace
}  // namespace certlift::test
