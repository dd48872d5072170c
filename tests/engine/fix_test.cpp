#include "engine/registry.h"
#include "support/run_engine.h"
#include "xml/rewrite.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::engine {
namespace {

constexpr std::string_view armoured_certificate =
    "-----BEGIN CERTIFICATE-----"
    "MIIBezCCASGgAwIBAgIUOaJvppyBy01jMiF9A5AXo4Mlnj8wCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHY2xpZW50MTAgFw0yNjEx"
    "MjIxMDAxNTlaGA8yMTI2MTAyOTEwMDE1OVowEjEQMA4GA1UEAwwHY2xpZW50MTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKV1"
    "/326rI+aollNwTXKqUpIl4LZRV7+TaPGBFZMdPYedri5k0SitWApj0Z6LNBNlwHG8HgSeBMR/8dVxBs1lDijUzBRMB0GA1UdDgQW"
    "BBSwhtLDHCpXT0/HD4hXFwbMWpPpGzAfBgNVHSMEGDAWgBSwhtLDHCpXT0/HD4hXFwbMWpPpGzAPBgNVHRMBAf8EBTADAQH/MAoG"
    "CCqGSM49BAMCA0gAMEUCIQCXWuyasPV7SSL5eI0lnynp74PV1fUdEnevmDFS6auaJgIgBrfFfrpFcp+nqozOQ4s4ThA43N2HGg+w"
    "bFY+83KMW2Q="
    "-----END CERTIFICATE-----";

std::string misplaced_section(const std::string& number) {
  return "  <location path=\"Big/app" + number +
         "\">\n    <system.webServer><security>\n"
         "      <access sslFlags=\"Ssl, SslNegotiateCert\" />\n      <authentication>\n"
         "        <iisClientCertificateMappingAuthentication enabled=\"true\">\n          "
         "<oneToOneMappings>\n"
         "            <add userName=\"user" +
         number + "\" password=\"[enc:P:" + number + ":enc]\" certificate=\"cert" + number +
         "\" />\n          </oneToOneMappings>\n        </iisClientCertificateMappingAuthentication>\n"
         "      </authentication>\n    </security></system.webServer>\n  </location>\n";
}

TEST(Fix, LiftsFiveHundredSectionsOfASiteTogetherInOneRound) {
  std::string text = "<configuration>\n";
  for (int i = 1000; i < 1500; ++i) text += misplaced_section(std::to_string(i));
  text += "</configuration>\n";
  const auto repair =
      fix(text, "", {registry(), {.only = {"misplaced-client-cert-mappings"}, .accept = {"all"}}});
  ASSERT_TRUE(repair) << repair.error().message;
  EXPECT_EQ(repair->rounds, 1U);
  ASSERT_EQ(repair->outcomes.size(), 500U);
  const Fix* first = repair->outcomes.front().finding->fix.get();
  EXPECT_TRUE(std::ranges::all_of(repair->outcomes, [&](const Outcome& outcome) {
    return outcome.applied && outcome.finding->fix.get() == first;
  }));
  EXPECT_EQ(repair->after->text().find("<iisClient"), repair->after->text().rfind("<iisClient"));
}

/// A certificate in PEM armour, as the section at `path` maps it; "" is the server level.
std::string armoured_section(const std::string& path) {
  const std::string location = path.empty() ? "" : " path=\"" + path + "\"";
  return "  <location" + location +
         "><system.webServer><security><authentication>\n"
         "    <iisClientCertificateMappingAuthentication enabled=\"true\"><oneToOneMappings>\n"
         "      <add userName=\"u\" password=\"[enc:P:1:enc]\" certificate=\"" +
         std::string(armoured_certificate) +
         "\" />\n"
         "    </oneToOneMappings></iisClientCertificateMappingAuthentication>\n"
         "  </authentication></security></system.webServer></location>\n";
}

/// A lift rests on what stands at the server level, so neither may be changed in the round of the other,
/// whichever of them is found first.
TEST(Fix, MakesALiftAndAChangeOfWhatItRestsOnInTwoRounds) {
  for (const std::string& sections :
       {armoured_section("") + misplaced_section("1"), misplaced_section("1") + armoured_section("")}) {
    const auto repair =
        fix("<configuration>\n" + sections + "</configuration>\n", "",
            {registry(),
             {.only = {"misplaced-client-cert-mappings", "unreadable-certificate"}, .accept = {"all"}}});
    ASSERT_TRUE(repair) << repair.error().message;
    EXPECT_EQ(repair->rounds, 2U) << sections;
    EXPECT_FALSE(repair->edits) << "of two rounds, each edits what the one before has made";
  }
}

std::vector<Finding> find_twice(const iis::HostConfig& config) {
  const xml::Element root = config.document().root();
  if (root.attribute("fixed")) return {};
  const std::array<xml::NameValue, 1> fixed{{{"fixed", "yes"}}};
  Finding refused = finding_at(root, iis::LocationPath(""), Severity::note, "this one cannot be fixed");
  Finding fixable = finding_at(root, iis::LocationPath(""), Severity::note, "and this one can be fixed");
  fixable.fix = std::make_shared<const Fix>(
      Fix{.title = "fix it", .work = [=] { return FixWork{.edits = xml::set_attributes(root, fixed)}; }});
  return {refused, fixable};
}

TEST(Fix, CallsOnlyThatFixedWhichHadAFix) {
  const Transform twice{.id = "twice", .title = "", .explain = "", .risks = {}, .find = find_twice};
  const auto repair = fix("<configuration />", "", {std::span(&twice, 1)});
  ASSERT_TRUE(repair) << repair.error().message;
  ASSERT_EQ(repair->outcomes.size(), 2U);
  for (const Outcome& outcome : repair->outcomes) EXPECT_EQ(outcome.applied, outcome.finding->fix != nullptr);
}

/// A finding for each child; the fix moves all of them down by two lines, and one goes with it.
std::vector<Finding> find_children(const iis::HostConfig& config) {
  const xml::Element root = config.document().root();
  const bool is_moved = root.first_child().position().line == 3;
  std::vector<Finding> findings;
  for (const xml::Element child : root.children()) {
    const std::string name = text_of(child, "n");
    if (name == "goes" && is_moved) continue;
    findings.push_back(finding_at(child, iis::LocationPath("Shop"), Severity::warning,
                                  "it is " + name + " on " + config.document().place(child.span().begin)));
    if (name == "same") findings.back().message = "the same";
    if (name == "goes") findings.back().subject = "goes";
  }
  if (is_moved) return findings;
  const std::size_t behind = root.start_tag().end;
  Finding fixable = finding_at(root, iis::LocationPath(""), Severity::note, "this one can be fixed");
  fixable.fix = std::make_shared<const Fix>(
      Fix{.title = "move", .work = [=] { return FixWork{.edits = {{{behind, behind}, "\n\n"}}}; }});
  findings.push_back(fixable);
  return findings;
}

const Transform children_rule{
    .id = "children", .title = "", .explain = "", .risks = {}, .find = find_children};

constexpr std::string_view children_config =
    "<configuration><a n='one' />\n<a n='same' />\n<a n='two' />\n<a n='same' /><a n='goes' "
    "/></configuration>";

/// Where each outcome stands before and after: "1 -> 3".
std::vector<std::string> moves_of(const Repair& repair) {
  std::vector<std::string> moves;
  for (const Outcome& outcome : repair.outcomes)
    moves.push_back(
        outcome.finding->message + ": " + std::to_string(outcome.finding->position.line) + " -> " +
        (outcome.applied ? "applied"
         : outcome.gone  ? "gone"
         : outcome.left  ? std::to_string(outcome.left->position.line) + " " + outcome.left->message
                         : "?"));
  return moves;
}

TEST(Fix, FindsWhatIsLeftAgainInTheNewTextWithItsWords) {
  const auto repair = fix(std::string(children_config), "", {std::span(&children_rule, 1)});
  ASSERT_TRUE(repair) << repair.error().message;
  EXPECT_EQ(moves_of(*repair),
            (std::vector<std::string>{
                "this one can be fixed: 1 -> applied", "it is one on line 1: 1 -> 3 it is one on line 3",
                "the same: 2 -> 4 the same", "it is two on line 3: 3 -> 5 it is two on line 5",
                "the same: 4 -> 6 the same", "it is goes on line 4: 4 -> gone"}));
}

TEST(Fix, FindsNothingAgainWhereNothingWasFixed) {
  const auto repair =
      fix("<configuration>\n\n<a n='one' /></configuration>", "", {std::span(&children_rule, 1)});
  ASSERT_TRUE(repair);
  ASSERT_EQ(repair->outcomes.size(), 1U);
  EXPECT_FALSE(repair->outcomes[0].left || repair->outcomes[0].gone);
}

TEST(Fix, RefusesWhatIsNoConfiguration) {
  const auto repair = fix("<?xml version='1.0'?>\n<location path='Shop/a' />", "a.xml", {registry()});
  ASSERT_FALSE(repair);
  EXPECT_EQ(repair.error().code, ErrorCode::not_understood);
  EXPECT_EQ(repair.error().line, 2U);
  EXPECT_EQ(repair.error().path, "a.xml");
}

}  // namespace
}  // namespace certlift::engine
