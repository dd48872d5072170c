#include "plan/reader.h"

#include "cli/options.h"
#include "render/report.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace certlift::plan {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const KnownWords known{cli::rule_ids(), cli::risk_ids()};

std::string sound_text() {
  test::MemoryDisk disk;
  disk.put("/risky.config", test::file_bytes(test::project_path("tests/cli/risky.config")));
  return test::run_program(disk, {"plan", "/risky.config", "--accept", "widens-access", "--site", "shop",
                                  "--skip", "plain-password", "-o", "-"})
      .out;
}

std::string fault_of(std::string_view text) {
  const auto plan = read_plan(text, known);
  return plan ? "none" : render::text_of(plan.error());
}

/// The fault of a sound plan after `spoil` was done to it.
std::string fault_after(const std::function<void(json&)>& spoil) {
  json plan = json::parse(sound_text());
  spoil(plan);
  return fault_of(plan.dump());
}

TEST(PlanReader, ReadsWhatPlanWrites) {
  const auto plan = read_plan(sound_text(), known);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->version, CERTLIFT_VERSION);
  EXPECT_EQ(plan->host, "WEB01");
  EXPECT_EQ(plan->user, "alice");
  EXPECT_EQ(plan->created.substr(0, 10), "2026-11-22");
  EXPECT_EQ(plan->selection.accept, std::vector<std::string>{"widens-access"});
  EXPECT_EQ(plan->selection.sites, std::vector<std::string>{"shop"});
  EXPECT_EQ(plan->selection.skip, std::vector<std::string>{"plain-password"});
  EXPECT_TRUE(plan->selection.only.empty());
  ASSERT_EQ(plan->targets.size(), 1U);
  const PlannedTarget& target = plan->targets.front();
  EXPECT_EQ(target.path, "/risky.config");
  EXPECT_NE(target.sha256_before, target.sha256_after);
  EXPECT_LT(target.size_before, target.size_after);
  ASSERT_EQ(target.changes.size(), 2U);
  EXPECT_EQ(text_of(target.changes[0]),
            "'Shop/A' system.webServer/security/authentication/iisClientCertificateMappingAuthentication was "
            "removed (1 mapping)");
  EXPECT_EQ(target.changes[1].location, "Shop");
  EXPECT_EQ(target.changes[1].after, (Extent{.lines = 9, .mappings = 1}));
  EXPECT_GT(target.sections.size(), 5U);
}

TEST(PlanReader, PassesOverWhatALaterCertliftMayAdd) {
  EXPECT_EQ(fault_after([](json& plan) {
              plan["new"] = {{"a", 1}};
              plan["targets"][0]["new"] = nullptr;
              plan["targets"][0]["sections"][0]["new"] = true;
            }),
            "none");
}

TEST(PlanReader, NamesTheLineOfWhatIsNoJson) {
  EXPECT_THAT(fault_of(""), HasSubstr("1:1: this is no plan: it is no JSON"));
  EXPECT_THAT(fault_of("{\n  \"id\": x\n}"), HasSubstr("2:9: this is no plan: it is no JSON"));
  EXPECT_THAT(fault_of("{\"a\": \"\xff\"}"), HasSubstr("no JSON"));
  EXPECT_THAT(fault_of(sound_text() + "x"), HasSubstr("no JSON"));
  const std::string sound = sound_text();
  for (std::size_t size = 0; size < sound.size() - 1; size += 97)
    EXPECT_THAT(fault_of(std::string_view(sound).substr(0, size)), HasSubstr("no JSON")) << size;
}

TEST(PlanReader, RefusesWhatIsNotAPlan) {
  for (const std::string text : {"null", "7", "[]", "\"plan\"", "{}", "{\"tool\": \"certlift\"}", "[[[]]]"})
    EXPECT_THAT(fault_of(text), HasSubstr("this is no plan")) << text;
  EXPECT_THAT(fault_after([](json& plan) { plan["tool"] = "other"; }),
              HasSubstr("not what certlift plan has"));
  EXPECT_THAT(fault_after([](json& plan) { plan["command"] = "fix"; }),
              HasSubstr("not what certlift plan has"));
}

TEST(PlanReader, RefusesALaterSchemaVersion) {
  EXPECT_THAT(fault_after([](json& plan) { plan["schema_version"] = 2; }),
              HasSubstr("schema version 2, and this certlift"));
  EXPECT_THAT(fault_after([](json& plan) { plan["schema_version"] = "1"; }), HasSubstr("is no whole number"));
  EXPECT_THAT(fault_after([](json& plan) { plan["schema_version"] = 1.5; }), HasSubstr("is no whole number"));
}

TEST(PlanReader, NamesEachMemberThatIsMissing) {
  const json sound = json::parse(sound_text());
  for (const std::string name : {"schema_version", "tool", "version", "command", "id", "created", "host",
                                 "user", "selection", "schema", "targets"})
    EXPECT_THAT(fault_after([&](json& plan) { plan.erase(name); }), HasSubstr("lacks \"" + name + "\""));
  for (const std::string name :
       {"path", "sha256_before", "sha256_after", "size_before", "size_after", "changes", "sections"})
    EXPECT_THAT(fault_after([&](json& plan) { plan["targets"][0].erase(name); }),
                HasSubstr("targets[0] lacks \"" + name + "\""));
}

TEST(PlanReader, NamesEachMemberOfAWrongType) {
  const std::vector<std::pair<std::string, std::string>> members{
      {"/id", "id is no text"},
      {"/version", "version is no text"},
      {"/created", "created is no text"},
      {"/host", "host is no text"},
      {"/schema", "schema is no text"},
      {"/selection", "selection lacks \"only\""},
      {"/selection/accept", "selection.accept is no list"},
      {"/selection/sites", "selection.sites is no list"},
      {"/targets", "targets is no list"},
      {"/targets/0", "targets[0] lacks \"path\""},
      {"/targets/0/path", "targets[0].path is no text"},
      {"/targets/0/changes", "targets[0].changes is no list"},
      {"/targets/0/changes/1/after", "targets[0].changes[1].after lacks \"lines\""},
      {"/targets/0/sections/2/sha256", "targets[0].sections[2].sha256 is no text"}};
  for (const auto& [pointer, fault] : members)
    EXPECT_THAT(fault_after([&](json& plan) { plan[json::json_pointer(pointer)] = 7; }), HasSubstr(fault));
  for (const std::string pointer :
       {"/targets/0/size_before", "/targets/0/sections/0/lines", "/targets/0/changes/0/before/mappings"})
    for (const json& value : {json(-1), json(0.5), json("1"), json::array()})
      EXPECT_THAT(fault_after([&](json& plan) { plan[json::json_pointer(pointer)] = value; }),
                  HasSubstr("is no whole number"))
          << pointer << value;
}

TEST(PlanReader, RefusesValuesThatNoPlanHas) {
  EXPECT_THAT(fault_after([](json& plan) { plan["id"] = "../../x"; }), HasSubstr("id is no id of a plan"));
  EXPECT_THAT(fault_after([](json& plan) { plan["version"] = "1; rm"; }), HasSubstr("version is no version"));
  EXPECT_THAT(fault_after([](json& plan) { plan["created"] = "yesterday"; }),
              HasSubstr("created is no time"));
  EXPECT_THAT(fault_after([](json& plan) { plan["targets"][0]["sha256_after"] = std::string(64, 'G'); }),
              HasSubstr("targets[0].sha256_after is no SHA-256"));
  EXPECT_THAT(fault_after([](json& plan) { plan["targets"][0]["path"] = "/a\x1b[2J"; }),
              HasSubstr("targets[0].path holds a control character"));
  EXPECT_THAT(fault_after([](json& plan) { plan["targets"] = json::array(); }),
              HasSubstr("targets is empty"));
  EXPECT_THAT(fault_after([](json& plan) {
                plan["targets"][0]["changes"][0]["before"] = plan["targets"][0]["changes"][0]["after"] =
                    nullptr;
              }),
              HasSubstr("targets[0].changes[0] says neither"));
}

TEST(PlanReader, RefusesElementsAndDigestsThatNoPlanHas) {
  EXPECT_THAT(fault_after([](json& plan) { plan["targets"][0]["sections"][0]["elements"][0] = "x"; }),
              HasSubstr("targets[0].sections[0].elements[0] is no element of a section"));
  EXPECT_THAT(fault_after([](json& plan) { plan["targets"][0]["sections"][0]["comments"] = "x"; }),
              HasSubstr("targets[0].sections[0].comments is no digest"));
  EXPECT_THAT(fault_after([](json& plan) { plan["targets"][0]["rest"].erase("text"); }),
              HasSubstr("targets[0].rest lacks \"text\""));
}

TEST(PlanReader, RefusesRulesAndRisksThatThisCertliftDoesNotKnow) {
  EXPECT_THAT(
      fault_after([](json& plan) { plan["selection"]["accept"] = {"widen-access"}; }),
      HasSubstr("selection.accept[0] is \"widen-access\", a risk that this certlift does not know (did you "
                "mean \"widens-access\"?)"));
  for (const std::string name : {"only", "skip"})
    EXPECT_THAT(
        fault_after([&](json& plan) { plan["selection"][name] = {"plain-password", "no-such-rule"}; }),
        HasSubstr("selection." + name + "[1] is \"no-such-rule\", a rule that this certlift"));
}

TEST(PlanReader, RefusesAMemberThatIsThereTwice) {
  std::string text = sound_text();
  text.insert(text.find('{') + 1, "\"id\": \"20261122T083000Z-ffff\",");
  EXPECT_THAT(fault_of(text), HasSubstr("\"id\" twice in one object"));
  text = sound_text();
  text.insert(text.find("\"accept\""), "\"\\u0061ccept\": [\"all\"], ");
  EXPECT_THAT(fault_of(text), HasSubstr("\"accept\" twice in one object"));
}

TEST(PlanReader, TakesNoHarmFromDeepOrLargeDocuments) {
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  EXPECT_THAT(fault_of(deep), HasSubstr("nested too deeply"));
  EXPECT_THAT(fault_of(std::string(1'000'000, '[')), HasSubstr("no JSON"));
  EXPECT_THAT(fault_of("{\"schema_version\": 1e999}"), HasSubstr("a number that is too large"));
  EXPECT_THAT(fault_after([](json& plan) { plan["a"] = std::string(1'000'000, 'a'); }), "none");
}

}  // namespace
}  // namespace certlift::plan
