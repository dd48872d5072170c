#include "render/sarif_report.h"

#include "support/run_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <memory>
#include <string>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Fix;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::vector<Finding> find_nothing(const iis::HostConfig&) {
  return {};
}

const std::array rules{
    engine::Transform{
        .id = "one", .title = "the first", .explain = "# One", .risks = {}, .find = find_nothing},
    engine::Transform{
        .id = "two", .title = "the second", .explain = "# Two", .risks = {}, .find = find_nothing}};

const std::string config = "<a>\n  <b password=\"hidden\"/>\n  <c/>\n</a>\n";

Finding finding_with(std::vector<text::Edit> edits) {
  Finding finding;
  finding.rule = "two";
  finding.position = {2, 3};
  finding.location = "Shop/A";
  finding.message = "wrong";
  finding.fix = std::make_shared<const Fix>(Fix{.title = "fix it", .work = {}});
  finding.edits = std::make_shared<const std::vector<text::Edit>>(std::move(edits));
  return finding;
}

Report report_of(std::vector<engine::Outcome> outcomes, Command command = Command::check) {
  Report report{.command = command, .host = "WEB01", .exit_code = 1};
  TargetReport target{.path = "C:\\in etc\\a.config"};
  target.outcomes = std::move(outcomes);
  target.text = std::make_shared<const std::string>(config);
  report.targets.push_back(std::move(target));
  return report;
}

json run_of(const Report& report, const engine::Selection& selection = {}) {
  const json document = json::parse(sarif_report(report, rules, selection));
  EXPECT_EQ(document["version"], "2.1.0");
  EXPECT_EQ(document["runs"].size(), 1u);
  return document["runs"][0];
}

TEST(SarifReport, DeclaresEveryRuleAlsoWithoutAResult) {
  const json run = run_of({.command = Command::check, .host = "WEB01", .targets = {{.path = "a"}}});
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 2u);
  EXPECT_EQ(run["tool"]["driver"]["rules"][1]["id"], "two");
  EXPECT_EQ(run["results"], json::array());
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
}

TEST(SarifReport, PlacesAResult) {
  const json run = run_of(report_of({outcome_of(finding_with({}))}));
  const json& result = run["results"][0];
  EXPECT_EQ(result["ruleId"], "two");
  EXPECT_EQ(result["ruleIndex"], 1);
  EXPECT_EQ(result["level"], "error");
  const json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "file:///C:/in%20etc/a.config");
  EXPECT_EQ(place["region"], (json{{"startLine", 2}, {"startColumn", 3}}));
  EXPECT_EQ(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "Shop/A");
}

TEST(SarifReport, LeavesOutWhatFixHasMended) {
  const std::vector<engine::Outcome> outcomes{outcome_of(finding_with({}), true),
                                              outcome_of(finding_with({}))};
  EXPECT_EQ(run_of(report_of(outcomes, Command::fix))["results"].size(), 1u);
  EXPECT_EQ(run_of(report_of(outcomes, Command::diff))["results"].size(), 2u);
}

TEST(SarifReport, OffersAFixOnceAndOnlyIfItMayBeMade) {
  const std::size_t at = config.find("<c/>");
  const Finding finding = finding_with({{{at, at + 4}, "<d/>"}});
  const json results = run_of(report_of({outcome_of(finding), outcome_of(finding)}))["results"];
  const json& change = results[0]["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(change["replacements"][0]["deletedRegion"],
            (json{{"startLine", 3}, {"startColumn", 3}, {"endLine", 3}, {"endColumn", 7}}));
  EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"], "<d/>");
  EXPECT_FALSE(results[1].contains("fixes"));

  Finding risky = finding;
  Fix fix = *finding.fix;
  fix.risks = {{"widens-access", {}, "more"}};
  risky.fix = std::make_shared<const Fix>(fix);
  const json refused = run_of(report_of({outcome_of(risky)}))["results"][0];
  EXPECT_FALSE(refused.contains("fixes"));
  EXPECT_EQ(refused["message"]["text"], "wrong. Fix: fix it. Needs --accept widens-access: more");
  EXPECT_TRUE(run_of(report_of({outcome_of(risky)}), {.accept = {"all"}})["results"][0].contains("fixes"));
}

TEST(SarifReport, KeepsAFixBackThatWouldTellASecret) {
  const std::size_t tag = config.find("  <b"), value = config.find("hidden");
  for (const text::Edit& edit :
       {text::Edit{{0, 0}, "<b password=\"hidden\"/>"}, text::Edit{{value, value + 6}, "other"},
        text::Edit{{value, value}, "more"}, text::Edit{{value + 6, value + 6}, "more"},
        text::Edit{{value + 3, value + 7}, "\""}}) {
    const json result =
        run_of(report_of({outcome_of(finding_with({{{tag, tag + 2}, ""}, edit}))}))["results"][0];
    EXPECT_FALSE(result.contains("fixes")) << edit.text;
    EXPECT_THAT(result.dump(), Not(HasSubstr("hidden")));
    EXPECT_THAT(result["message"]["text"], HasSubstr("--show-secrets includes it")) << "it has to say why";
  }
  const std::size_t end = config.find("/>") + 2;
  EXPECT_TRUE(
      run_of(report_of({outcome_of(finding_with({{{tag, end}, ""}}))}))["results"][0].contains("fixes"));
  EXPECT_EQ(
      run_of(report_of({outcome_of(finding_with({{{tag, end}, ""}}))}))["results"][0]["message"]["text"],
      "wrong. Fix: fix it");
}

TEST(SarifReport, WritesOutAFixThatHoldsASecretIfSecretsAreToBeShown) {
  const std::size_t value = config.find("hidden");
  const Finding finding = finding_with({{{value, value + 6}, "<b password=\"other\"/>"}});
  const json document = json::parse(
      sarif_report(report_of({outcome_of(finding), outcome_of(finding)}), rules, {}, Secrets::shown));
  const json& results = document["runs"][0]["results"];
  EXPECT_EQ(results[0]["message"]["text"], "wrong. Fix: fix it");
  EXPECT_EQ(results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
            "<b password=\"other\"/>");
  EXPECT_FALSE(results[1].contains("fixes"));
  const json hidden = run_of(report_of({outcome_of(finding), outcome_of(finding)}))["results"];
  EXPECT_THAT(hidden[0]["message"]["text"], HasSubstr("left out"));
  EXPECT_EQ(hidden[1]["message"]["text"], "wrong. Fix: fix it") << "once is enough";
}

TEST(SarifReport, TellsErrorsAsNotifications) {
  Report report = report_of({});
  report.targets[0].error = Error{ErrorCode::not_understood, "no XML", "a.config", 7, 0};
  const json invocation = run_of(report)["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  const json& notification = invocation["toolExecutionNotifications"][0];
  EXPECT_EQ(notification["message"]["text"], "no XML");
  EXPECT_EQ(notification["locations"][0]["physicalLocation"]["region"], (json{{"startLine", 7}}));
}

}  // namespace
}  // namespace certlift::render
