#include "engine/ignoring.h"

#include "engine/registry.h"
#include "support/run_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace certlift::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* ignore_password = "<!-- certlift: ignore plain-password: a test account -->";

/// `above`: what stands above the mapping.
std::string with_mapping(const std::string& path, const std::string& above,
                         const std::string& above_section = {}) {
  return "  <location path=\"" + path + "\"><system.webServer><security>\n" +
         "    <access sslFlags=\"Ssl, SslNegotiateCert\" /><authentication>\n" + above_section +
         "    <iisClientCertificateMappingAuthentication enabled=\"true\"><oneToOneMappings>\n" + above +
         "      <add userName=\"u\" password=\"plain\" certificate=\"QQ==\" />\n" +
         "    </oneToOneMappings></iisClientCertificateMappingAuthentication>\n" +
         "  </authentication></security></system.webServer></location>\n";
}

std::string configuration_with(const std::string& inner) {
  return "<configuration>\n" + inner + "</configuration>\n";
}

Search search_for(std::vector<std::string> rules) {
  return {registry(), {.only = std::move(rules), .accept = {"all"}}};
}

std::vector<Finding> findings_in(const std::string& text, std::vector<std::string> rules) {
  auto findings = check(text, "", search_for(std::move(rules)));
  EXPECT_TRUE(findings) << findings.error().message;
  return findings.value_or(std::vector<Finding>());
}

std::string reason_of(const Finding& finding) {
  return finding.ignored ? finding.ignored->reason : "not ignored";
}

std::string refusal_of(const Finding& finding) {
  return finding.refusal ? finding.refusal->code : "not refused";
}

struct Written {
  std::string comment, rule, reason;
};

TEST(IgnoreComment, IsReadAsItIsWritten) {
  for (const Written& written : std::vector<Written>{
           {"certlift: ignore plain-password: why", "plain-password", "why"},
           {" certlift:ignore  plain-password :  two\n   words ", "plain-password", "two words"},
           {"certlift: ignore plain-password", "plain-password", ""},
           {"certlift: ignore plain-password:", "plain-password", ""},
           {"certlift: ignore a: b: c", "a", "b: c"},
           {"certlift: ignore", "", ""},
           {"certlift: ignore : why", "", ""},
           {"certlift: ignore plain-password because", "", ""},
           {"certlift: ignored plain-password: why", "", ""},
           {"certlift:", "", ""}}) {
    const auto document = xml::Document::parse("<a><!--" + written.comment + "--><b/></a>");
    ASSERT_TRUE(document) << written.comment;
    const auto comments = ignore_comments(*document);
    ASSERT_EQ(comments.size(), 1U) << written.comment;
    EXPECT_EQ(comments.front().rule, written.rule) << written.comment;
    EXPECT_EQ(comments.front().reason, written.reason) << written.comment;
    EXPECT_EQ(comments.front().element.name(), "b");
  }
}

TEST(IgnoreComment, IsNoOtherComment) {
  const auto document = xml::Document::parse(
      "<a><!-- see certlift: ignore x: y --><!--Certlift: ignore x: y--><![CDATA[certlift: ignore x: "
      "y]]></a>");
  ASSERT_TRUE(document);
  EXPECT_THAT(ignore_comments(*document), IsEmpty());
}

TEST(IgnoreComment, IsAboutTheElementBelowAndWhatIsInIt) {
  const auto findings = findings_in(
      configuration_with(with_mapping("S/A", ignore_password) + ignore_password + with_mapping("S/B", "") +
                         with_mapping("S/C", "", ignore_password) +
                         with_mapping("S/D", std::string(ignore_password) + " <!-- another --> \n") +
                         with_mapping("S/E", "")),
      {"plain-password"});
  std::vector<std::string> reasons;
  for (const Finding& finding : findings) reasons.push_back(reason_of(finding));
  EXPECT_THAT(reasons, ElementsAre("a test account", "a test account", "a test account", "a test account",
                                   "not ignored"));
}

TEST(IgnoreComment, OfTheInnermostElementGoesFirst) {
  const auto findings = findings_in(
      configuration_with("<!-- certlift: ignore plain-password: outer -->" +
                         with_mapping("S/A", "<!-- certlift: ignore plain-password: inner -->", "")),
      {"plain-password", "odd-ignore-comment"});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_THAT(findings[0].message, HasSubstr("finds nothing at the element below"))
      << "the outer one has no use";
  EXPECT_EQ(reason_of(findings[1]), "inner");
}

TEST(IgnoreComment, IsForItsRuleAlone) {
  const auto findings =
      findings_in(configuration_with(with_mapping("S/A", "", "<!-- certlift: ignore plain-password: x -->")),
                  {"plain-password", "misplaced-client-cert-mappings"});
  ASSERT_EQ(findings.size(), 2U);
  for (const Finding& finding : findings)
    EXPECT_EQ(finding.ignored != nullptr, finding.rule == "plain-password");
}

std::vector<std::string> faults_in(const std::string& text, Selection selection = {}) {
  const auto findings = check(text, "", {registry(), std::move(selection)});
  EXPECT_TRUE(findings);
  std::vector<std::string> messages;
  for (const Finding& finding : *findings)
    if (finding.rule == "odd-ignore-comment") messages.push_back(finding.location + ": " + finding.message);
  return messages;
}

TEST(IgnoreComment, IsReportedIfItIsOdd) {
  EXPECT_THAT(
      faults_in(configuration_with(with_mapping("S/A", "<!-- certlift: ignore plain-password -->"))),
      ElementsAre(HasSubstr("S/A: this comment is to ignore \"plain-password\", but gives no reason")));
  EXPECT_THAT(
      faults_in(configuration_with(with_mapping("S/A", "<!-- certlift: ignore plain-pasword: x -->"))),
      ElementsAre(HasSubstr("no such rule (did you mean \"plain-password\"?)")));
  EXPECT_THAT(faults_in(configuration_with("<!-- certlift: please -->")),
              ElementsAre(HasSubstr(": this comment for certlift cannot be understood")));
  EXPECT_THAT(faults_in(configuration_with(ignore_password)), ElementsAre(HasSubstr("no element below it")));
  EXPECT_THAT(faults_in(configuration_with(std::string(ignore_password) + "<system.webServer/>")),
              ElementsAre(HasSubstr("finds nothing at the element below")));
  EXPECT_THAT(faults_in(configuration_with(with_mapping("S/A", ignore_password))), IsEmpty());
}

TEST(IgnoreComment, IsNotCalledUselessWhereItsRuleWasNotLookedFor) {
  const std::string text = configuration_with(std::string(ignore_password) + "<system.webServer/>");
  EXPECT_THAT(faults_in(text, {.skip = {"plain-password"}}), IsEmpty());
  EXPECT_THAT(faults_in(text, {.only = {"odd-ignore-comment"}}), IsEmpty());
  EXPECT_THAT(faults_in(text, {.sites = {"S"}}), IsEmpty());
}

Repair repaired(const std::string& text, std::vector<std::string> rules) {
  auto repair = fix(text, "", search_for(std::move(rules)));
  EXPECT_TRUE(repair) << repair.error().message;
  return repair.value();
}

constexpr const char* misplaced = "misplaced-client-cert-mappings";
constexpr const char* ignore_misplaced =
    "<!-- certlift: ignore misplaced-client-cert-mappings: on purpose -->\n";

TEST(Ignored, IsNotFixedAndCountsForNothing) {
  const std::string text = configuration_with(with_mapping("S/A", "", ignore_misplaced));
  const Repair repair = repaired(text, {misplaced});
  EXPECT_EQ(repair.after->text(), text);
  ASSERT_EQ(repair.outcomes.size(), 1U);
  EXPECT_FALSE(repair.outcomes.front().is_left());
}

TEST(Ignored, HoldsBackAFixThatItSharesWithOthers) {
  const std::string text = configuration_with(with_mapping("S/A", "", ignore_misplaced) +
                                              with_mapping("S/B", "") + with_mapping("T/A", ""));
  const Repair repair = repaired(text, {misplaced});
  ASSERT_EQ(repair.outcomes.size(), 3U);
  EXPECT_FALSE(repair.outcomes[1].applied);
  EXPECT_EQ(refusal_of(*repair.outcomes[1].finding), "ignored");
  EXPECT_TRUE(repair.outcomes[1].is_left());
  EXPECT_TRUE(repair.outcomes[2].applied) << "another site has nothing to do with it";
}

TEST(Ignored, HoldsBackAFixThatWouldChangeItsElement) {
  const std::string text = configuration_with(with_mapping("S/A", ignore_password));
  const Repair repair = repaired(text, {misplaced, "plain-password"});
  EXPECT_EQ(repair.after->text(), text);
  const auto found = std::ranges::find(repair.outcomes, std::string_view(misplaced),
                                       [](const Outcome& outcome) { return outcome.finding->rule; });
  ASSERT_NE(found, repair.outcomes.end());
  EXPECT_EQ(refusal_of(*found->finding), "ignored");
}

/// What a fix changes can take the last finding from a comment that stays; that breaks no law.
TEST(Ignored, MayHaveNoUseAfterAFix) {
  const std::string text =
      configuration_with(with_mapping("S/A", "", "") +
                         "<!-- certlift: ignore late-certificate-request: x -->\n  <location "
                         "path=\"S\"><system.webServer/></location>\n");
  const auto repair = fix(text, "", Search{registry(), {.accept = {"all"}}});
  ASSERT_TRUE(repair) << repair.error().message;
}

TEST(Ignored, TakesTimeForTheLengthOfTheFile) {
  std::string text = "<configuration>";
  for (int i = 0; i < 20'000; ++i) text += "<!-- certlift: ignore plain-password: x -->";
  for (int i = 0; i < 20'000; ++i) text += "<!-- certlift: ignore plain-password: x --><a>";
  for (int i = 0; i < 20'000; ++i) text += "</a>";
  EXPECT_EQ(findings_in(text + "</configuration>", {"odd-ignore-comment", "plain-password"}).size(), 40'000U);
}

}  // namespace
}  // namespace certlift::engine
