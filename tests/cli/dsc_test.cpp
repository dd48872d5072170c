#include "cli/commands.h"
#include "cli/dsc_request.h"
#include "cli/exit_code_table.h"
#include "support/bytes.h"
#include "support/json_schema.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

/// The messages of the DSC resource, as DSC v3 reads them: a line of JSON on standard output, lines of JSON
/// on standard error.
namespace certlift::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string shop = "/iis/shop.config";
const std::string risky = "/iis/risky.config";

struct Resource {
  test::MemoryDisk disk;

  Resource() {
    disk.put(shop, test::read_bytes(test::project_path("tests/cli/shop.config")));
    disk.put(risky, test::read_bytes(test::project_path("tests/cli/risky.config")));
  }

  test::Said run(const std::string& operation, const json& wanted) {
    return test::run_program(disk, {"dsc", operation}, wanted.dump());
  }

  /// The state that it says, which is one line and as the schema has it.
  json state(const std::string& operation, const json& wanted, int exit_code = 0) {
    const test::Said said = run(operation, wanted);
    EXPECT_EQ(said.exit_code, exit_code) << said.err;
    EXPECT_EQ(said.out.find('\n'), said.out.size() - 1) << said.out;
    const json state = json::parse(said.out, nullptr, false);
    EXPECT_THAT(test::schema_violations(json::parse(dsc_schema()), state), IsEmpty()) << said.out;
    return state;
  }
};

/// Each line of standard error: `error: MESSAGE`.
std::vector<std::string> traces(const test::Said& said) {
  std::vector<std::string> lines;
  std::istringstream in(said.err);
  for (std::string line; std::getline(in, line);) {
    const json trace = json::parse(line, nullptr, false);
    if (!trace.is_object() || trace.size() != 1) {
      lines.push_back("no trace: " + line);
      continue;
    }
    lines.push_back(trace.begin().key() + ": " + trace.begin()->get<std::string>());
  }
  return lines;
}

TEST(Dsc, SaysWhetherTheTargetIsInTheDesiredStateAndChangesNothing) {
  Resource resource;
  const std::string before = resource.disk.bytes(shop);
  for (const std::string operation : {"get", "test"}) {
    const json state = resource.state(operation, {{"target", shop}});
    EXPECT_EQ(state["_inDesiredState"], false);
    EXPECT_EQ(state["target"], shop);
    EXPECT_EQ(state["findings"][0]["rule"], "misplaced-client-cert-mappings");
  }
  EXPECT_EQ(resource.disk.bytes(shop), before);
}

TEST(Dsc, SetsItOnceAndIsContentThen) {
  Resource resource;
  EXPECT_EQ(resource.state("set", {{"target", shop}})["_inDesiredState"], true);
  const std::string after = resource.disk.bytes(shop);
  EXPECT_EQ(resource.state("test", {{"target", shop}})["_inDesiredState"], true);
  EXPECT_EQ(resource.state("set", {{"target", shop}})["_inDesiredState"], true);
  EXPECT_EQ(resource.disk.bytes(shop), after);
}

TEST(Dsc, TellsWhatSetWouldDo) {
  Resource resource;
  const std::string before = resource.disk.bytes(shop);
  const json state = resource.state("whatif", {{"target", shop}});
  EXPECT_EQ(state["_inDesiredState"], true);
  EXPECT_THAT(state["_metadata"]["whatIf"],
              ElementsAre("/iis/shop.config: lift the mappings of 'Shop/Partners' to the site 'Shop'"));
  EXPECT_EQ(resource.disk.bytes(shop), before);
}

TEST(Dsc, NamesTheConsentThatIsMissing) {
  Resource resource;
  EXPECT_THAT(resource.state("test", {{"target", risky}})["missingConsent"], ElementsAre("widens-access"));
  const json left = resource.state("set", {{"target", risky}}, 1);
  EXPECT_EQ(left["_inDesiredState"], false);
  const json wanted = {{"target", risky}, {"accept", {"widens-access"}}, {"_inDesiredState", nullptr}};
  EXPECT_THAT(resource.state("test", wanted)["missingConsent"], IsEmpty());
  EXPECT_EQ(resource.state("set", wanted)["_inDesiredState"], true);
}

TEST(Dsc, TellsErrorsAsTraces) {
  Resource resource;
  const auto said = [&](const json& wanted, int exit_code) {
    const test::Said run = resource.run("set", wanted);
    EXPECT_EQ(run.exit_code, exit_code) << wanted;
    EXPECT_EQ(run.out, "") << wanted;
    return traces(run);
  };
  EXPECT_THAT(said({{"target", "/iis/none.config"}}, 3), ElementsAre(HasSubstr("error: /iis/none.config: ")));
  EXPECT_THAT(said({{"target", "-"}}, 2), ElementsAre(HasSubstr("'target' cannot be standard input")));
  EXPECT_THAT(said({{"targets", shop}}, 2), ElementsAre(HasSubstr("'targets' is unknown")));
  EXPECT_THAT(said({{"target", 1}}, 2), ElementsAre(HasSubstr("'target' is no string")));
  EXPECT_THAT(said({{"target", shop}, {"accept", "all"}}, 2), ElementsAre(HasSubstr("'accept' is no array")));
  EXPECT_THAT(said({{"target", shop}, {"accept", {"widen"}}}, 2),
              ElementsAre(HasSubstr("unknown risk, 'widen'")));
  EXPECT_THAT(said({{"target", shop}, {"sites", {"Shpo"}}}, 2), ElementsAre(HasSubstr("Shpo")));
  EXPECT_THAT(said(json::array(), 2), ElementsAre(HasSubstr("has to be a JSON object")));
  EXPECT_THAT(said({{"sites", {"Shop"}}}, 2), ElementsAre(HasSubstr("error: ")))
      << "there is no live server here";
}

TEST(Dsc, ShowsNoSecret) {
  Resource resource;
  for (const std::string operation : {"get", "whatif", "set"}) {
    const test::Said said = resource.run(operation, {{"target", shop}});
    EXPECT_EQ((said.out + said.err).find("Spring2019"), std::string::npos) << operation;
  }
}

TEST(Dsc, PublishesItsSchema) {
  EXPECT_EQ(test::read_bytes(test::project_path("docs/dsc.schema.json")), dsc_schema());
  test::MemoryDisk disk;
  EXPECT_EQ(test::run_program(disk, {"dsc", "schema"}).out, dsc_schema());
}

/// By the schema that DSC publishes for manifests: what is required, and what takes which value.
TEST(Dsc, HasAManifestThatNamesItsCommands) {
  const json manifest =
      json::parse(test::read_bytes(test::project_path("packaging/dsc/certlift.dsc.resource.json")));
  EXPECT_EQ(manifest["type"], "Certlift/MappingLevel");
  EXPECT_EQ(manifest["version"], CERTLIFT_VERSION);
  EXPECT_EQ(manifest["schema"]["command"]["args"], json({"dsc", "schema"}));
  for (const auto& [part, operation] :
       {std::pair{"get", "get"}, {"test", "test"}, {"set", "set"}, {"whatIf", "whatif"}}) {
    EXPECT_EQ(manifest[part]["executable"], "certlift");
    EXPECT_EQ(manifest[part]["args"], json({"dsc", operation}));
    EXPECT_EQ(manifest[part]["input"], "stdin");
    EXPECT_EQ(manifest[part].value("return", "state"), "state");
  }
  for (const Meaning& meaning : exit_codes_of("dsc"))
    EXPECT_TRUE(manifest["exitCodes"].contains(std::to_string(meaning.code))) << meaning.code;
}

}  // namespace
}  // namespace certlift::cli
