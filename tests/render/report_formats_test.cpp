#include "render/github_report.h"
#include "render/json_report.h"
#include "render/junit_report.h"
#include "render/sarif_report.h"
#include "render/text_report.h"
#include "support/run_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

/// What the transcripts do not show: odd characters, and counts.
namespace certlift::render {
namespace {

using engine::Severity;
using testing::HasSubstr;
using testing::Not;

engine::Outcome outcome(Severity severity, std::string message, bool applied = false) {
  engine::Finding finding;
  finding.rule = "rule";
  finding.severity = severity;
  finding.message = std::move(message);
  return engine::outcome_of(std::move(finding), applied);
}

Report report_of(std::string path, std::vector<engine::Outcome> outcomes, Command command = Command::check) {
  TargetReport target{.path = std::move(path)};
  target.facts = TextFacts{};
  target.outcomes = std::move(outcomes);
  return {.command = command, .host = "WEB01", .targets = {target}};
}

TEST(GithubReport, EscapesWhatEndsACommandOrAProperty) {
  EXPECT_EQ(github_report(report_of("a,b:c%", {outcome(Severity::note, "50%\r\nmore: x, y")}), {}),
            "::notice file=a%2Cb%3Ac%25,line=1,col=1,title=rule::50%25%0D%0Amore: x, y\n");
}

TEST(JunitReport, EscapesMarkup) {
  const std::string text =
      junit_report(report_of("a&b", {outcome(Severity::error, "<x a=\"1\">\x01")}), {}, {});
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"a&amp;b\""));
  EXPECT_THAT(text, HasSubstr("message=\"&lt;x a=&quot;1&quot;&gt; \""));
}

engine::Outcome with_remedy() {
  engine::Finding found = *outcome(Severity::warning, "m").finding;
  found.remedy = "one <a>\ntwo";
  return engine::outcome_of(std::move(found));
}

TEST(Remedy, StandsInEachFormatSoThatItsLinesStayApart) {
  const Report report = report_of("f", {with_remedy()});
  EXPECT_THAT(text_report(report, {}, {}),
              HasSubstr("f:1:1: warning: m [rule]\n    to do: one <a>\n    then:  two\n"));
  EXPECT_THAT(json_report(report), HasSubstr("\"remedy\": \"one <a>\\ntwo\""));
  EXPECT_THAT(github_report(report, {}), HasSubstr("::m%0ATo do:%0Aone <a>%0Atwo\n"));
  EXPECT_THAT(junit_report(report, {}, {}), HasSubstr("message=\"m\">one &lt;a&gt;\ntwo</failure>\n"));
  EXPECT_THAT(sarif_report(report, {}, {}, Secrets::masked),
              HasSubstr("\"text\": \"m\\nTo do:\\none <a>\\ntwo\""));
}

TEST(Remedy, IsNoneWhereThereIsNone) {
  const Report report = report_of("f", {outcome(Severity::warning, "m")});
  EXPECT_THAT(json_report(report), HasSubstr("\"remedy\": null"));
  EXPECT_THAT(github_report(report, {}), Not(HasSubstr("To do")));
  EXPECT_THAT(text_report(report, {}, {}), Not(HasSubstr("to do")));
}

TEST(JunitReport, HasNoTestForANote) {
  EXPECT_THAT(junit_report(report_of("a", {outcome(Severity::note, "m")}), {}, {}), HasSubstr("tests=\"0\""));
}

TEST(JunitReport, SurvivesAPathThatIsNoUtf8) {
  EXPECT_THAT(junit_report(report_of("a\xFF", {}), {}, {}), HasSubstr("name=\"a\xEF\xBF\xBD\""));
}

TEST(JsonReport, SurvivesAPathThatIsNoUtf8) {
  EXPECT_THAT(json_report(report_of("a\xFF", {})), HasSubstr("\"path\": \"a\xEF\xBF\xBD\""));
}

TEST(TextReport, CountsOneAndSeveral) {
  const auto summary = [](std::vector<engine::Outcome> outcomes) {
    const std::string text = text_report(report_of("f", std::move(outcomes)), {}, {});
    const std::size_t line = text.rfind('\n', text.size() - 2);
    return text.substr(line == std::string::npos ? 0 : line + 1);
  };
  EXPECT_EQ(summary({}), "nothing found\n");
  EXPECT_EQ(summary({outcome(Severity::warning, "m")}), "1 warning: 1 requires your decision\n");
  EXPECT_EQ(
      summary({outcome(Severity::error, "m"), outcome(Severity::error, "m"), outcome(Severity::note, "m")}),
      "2 errors, 1 note: 2 require your decision\n");
}

TEST(TextReport, OfADiffLeavesOutWhatTheDiffShows) {
  const Report report = report_of(
      "f", {outcome(Severity::error, "shown", true), outcome(Severity::error, "left")}, Command::diff);
  const std::string text = text_report(report, {}, {});
  EXPECT_THAT(text, Not(HasSubstr("shown")));
  EXPECT_THAT(text, HasSubstr("f:1:1: error: left [rule]\n"));
  EXPECT_THAT(text, HasSubstr("2 errors: 1 would be fixed, 1 requires your decision\n"));
}

TEST(OneLine, ShowsControlCharactersAndLeavesTheRestAlone) {
  EXPECT_EQ(in_one_line("two\nlines\r\tred \x1B[31m del\x7F"), "two\\nlines\\r\\tred \\x1B[31m del\\x7F");
  EXPECT_EQ(in_one_line("C:\\M\xC3\xBCnchen\xC2\xA0.config"), "C:\\M\xC3\xBCnchen\xC2\xA0.config");
  EXPECT_EQ(in_one_line("\xC2\x9B and \xC2"), "\\x9B and \xC2");
}

TEST(ErrorText, NamesThePlaceAsFarAsItIsKnown) {
  EXPECT_EQ(text_of(Error{ErrorCode::unreadable, "m"}), "m");
  EXPECT_EQ(text_of(Error{ErrorCode::unreadable, "m", "f"}), "f: m");
  EXPECT_EQ(text_of(Error{ErrorCode::unreadable, "m", "f", 3}), "f:3: m");
  EXPECT_EQ(text_of(Error{ErrorCode::unreadable, "m", "f", 3, 4}), "f:3:4: m");
  EXPECT_EQ(text_of(Error{ErrorCode::unreadable, "m\nn", "f\ng"}), "f\\ng: m\\nn");
}

}  // namespace
}  // namespace certlift::render
