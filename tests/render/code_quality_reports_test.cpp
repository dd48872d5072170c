#include "render/azure_report.h"
#include "render/fingerprint.h"
#include "render/gitlab_report.h"
#include "render/sarif_report.h"
#include "support/run_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

/// What services for code quality read.
namespace certlift::render {
namespace {

using engine::Severity;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

engine::Outcome found(Severity severity, std::string message, const std::string& identity = "i") {
  engine::Finding finding;
  finding.rule = "rule";
  finding.severity = severity;
  finding.position = {7, 3};
  finding.message = std::move(message);
  finding.identity = identity;
  return engine::outcome_of(std::move(finding));
}

Report report_on(std::string path, std::vector<engine::Outcome> outcomes) {
  TargetReport target{.path = std::move(path)};
  target.outcomes = std::move(outcomes);
  return {.command = Command::check, .host = "WEB01", .targets = {target}};
}

TEST(AzureReport, EscapesWhatEndsACommandOrAProperty) {
  EXPECT_EQ(azure_report(report_on("a;b]c%", {found(Severity::error, "50%\r\nmore; x]")}), {}),
            "##vso[task.logissue type=error;sourcepath=a%3Bb%5Dc%AZP25;linenumber=7;columnnumber=3;code=rule]"
            "50%AZP25%0D%0Amore%3B x%5D\n");
}

TEST(AzureReport, HasNoNotes) {
  EXPECT_EQ(azure_report(report_on("a", {found(Severity::note, "m")}), {}), "");
}

TEST(GitlabReport, HasWhatGitlabRequires) {
  Report report = report_on("./in\\a.config", {found(Severity::error, "one"), found(Severity::warning, "two"),
                                               found(Severity::note, "three")});
  report.targets.push_back({.path = "b"});
  report.targets.back().error = Error{ErrorCode::not_understood, "odd"};
  const nlohmann::json issues = nlohmann::json::parse(gitlab_report(report, {}));
  ASSERT_EQ(issues.size(), 4U);
  std::set<std::string> fingerprints, severities;
  for (const nlohmann::json& issue : issues) {
    EXPECT_TRUE(issue["description"].is_string());
    EXPECT_TRUE(issue["check_name"].is_string());
    EXPECT_GE(issue["location"]["lines"]["begin"].get<int>(), 1);
    fingerprints.insert(issue["fingerprint"].get<std::string>());
    severities.insert(issue["severity"].get<std::string>());
  }
  EXPECT_EQ(issues[0]["location"]["path"], "in/a.config");
  EXPECT_EQ(severities, (std::set<std::string>{"blocker", "critical", "minor", "info"}));
  EXPECT_THAT(fingerprints, SizeIs(4)) << "equal findings are told apart";
}

TEST(Fingerprints, AreTheSameInTheNextRun) {
  Fingerprints once("a"), again("a"), elsewhere("b");
  const engine::Finding finding = *found(Severity::error, "m").finding;
  const std::string first = once.next(finding);
  EXPECT_EQ(again.next(finding), first);
  EXPECT_NE(once.next(finding), first);
  EXPECT_NE(elsewhere.next(finding), first);
}

std::vector<engine::Finding> find_none(const iis::HostConfig&) {
  return {};
}

const std::array sarif_rules{
    engine::Transform{.id = "rule", .title = "a rule", .explain = "# Rule", .risks = {}, .find = find_none}};

/// The members that the schema of SARIF 2.1.0 allows, of the objects that we write.
const std::map<std::string, std::set<std::string>> allowed{
    {"run", {"tool", "invocations", "columnKind", "newlineSequences", "results"}},
    {"driver", {"name", "version", "semanticVersion", "rules"}},
    {"rule", {"id", "shortDescription", "help", "helpUri"}},
    {"result",
     {"ruleId", "ruleIndex", "level", "message", "locations", "fixes", "partialFingerprints",
      "suppressions"}},
    {"suppression", {"kind", "status", "justification", "location"}}};

void expect_allowed(const nlohmann::json& object, const std::string& kind) {
  for (const auto& [name, value] : object.items())
    EXPECT_TRUE(allowed.at(kind).contains(name)) << kind << ": " << name;
}

Report report_with_ignored() {
  Report report = report_on("a b.config", {found(Severity::error, "one")});
  engine::Finding by_comment = *found(Severity::warning, "two").finding;
  engine::Finding by_baseline = *found(Severity::note, "three").finding;
  by_comment.ignored =
      std::make_shared<const engine::Ignored>(engine::Ignored::By::comment, "why", text::Position{5, 1});
  by_baseline.ignored = std::make_shared<const engine::Ignored>(engine::Ignored::By::baseline);
  report.targets.front().ignored = {engine::outcome_of(by_comment), engine::outcome_of(by_baseline)};
  return report;
}

TEST(SarifReport, HasWhatTheSchemaWants) {
  const nlohmann::json document = nlohmann::json::parse(
      sarif_report(report_with_ignored(), sarif_rules, {}, Secrets::masked, "https://docs"));
  EXPECT_EQ(document["version"], "2.1.0");
  const nlohmann::json& run = document["runs"][0];
  expect_allowed(run, "run");
  expect_allowed(run["tool"]["driver"], "driver");
  expect_allowed(run["tool"]["driver"]["rules"][0], "rule");
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["helpUri"], "https://docs/rules/rule.md");
  ASSERT_EQ(run["results"].size(), 3U);
  std::set<std::string> fingerprints;
  for (const nlohmann::json& result : run["results"]) {
    expect_allowed(result, "result");
    EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_TRUE(
        (std::set<std::string>{"error", "warning", "note"}).contains(result["level"].get<std::string>()));
    EXPECT_FALSE(result["message"]["text"].get<std::string>().empty());
    const nlohmann::json& place = result["locations"][0]["physicalLocation"];
    EXPECT_THAT(place["artifactLocation"]["uri"].get<std::string>(), Not(HasSubstr(" ")));
    EXPECT_GE(place["region"]["startLine"].get<int>(), 1);
    fingerprints.insert(result["partialFingerprints"]["certlift/v1"].get<std::string>());
    for (const nlohmann::json& suppression : result["suppressions"])
      expect_allowed(suppression, "suppression");
  }
  EXPECT_THAT(fingerprints, SizeIs(3));
  EXPECT_EQ(run["results"][0]["suppressions"], nlohmann::json::array()) << "if one result has them, all have";
  EXPECT_EQ(run["results"][1]["suppressions"][0]["kind"], "inSource");
  EXPECT_EQ(run["results"][1]["suppressions"][0]["location"]["physicalLocation"]["region"]["startLine"], 5);
  EXPECT_EQ(run["results"][2]["suppressions"][0]["kind"], "external");
}

TEST(SarifReport, LinksToNoPageWhereNobodyKnowsWhereTheyAre) {
  const nlohmann::json document = nlohmann::json::parse(sarif_report(report_with_ignored(), sarif_rules, {}));
  EXPECT_FALSE(document["runs"][0]["tool"]["driver"]["rules"][0].contains("helpUri"));
}

}  // namespace
}  // namespace certlift::render
