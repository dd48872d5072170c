#include "render/hosts_report.h"

#include "render/hosts_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::render {
namespace {

using engine::Severity;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

HostReport host_with(const std::string& host, std::vector<HostFinding> findings) {
  return {.host = host, .file = "sent/" + host + ".json", .findings = std::move(findings)};
}

HostFinding finding(Severity severity, Cure cure, const std::string& message = "m") {
  return {.rule = "some-rule", .severity = severity, .location = "Shop", .message = message, .cure = cure};
}

std::vector<std::string> names(const HostsReport& report) {
  std::vector<std::string> names;
  for (const HostRow& row : report.hosts) names.push_back(row.host + ": " + std::string(name_of(row.state)));
  return names;
}

TEST(HostsReport, ShowsFirstWhatNeedsAPerson) {
  HostReport failed = host_with("e", {});
  failed.errors = {"/x: this is broken"};
  const HostsReport report =
      hosts_report({host_with("a", {}), host_with("b", {finding(Severity::error, Cure::can_be_fixed)}),
                    host_with("c", {finding(Severity::error, Cure::requires_decision)}),
                    host_with("d", {finding(Severity::warning, Cure::needs_consent)}), failed,
                    host_with("f", {finding(Severity::error, Cure::done)}),
                    host_with("g", {finding(Severity::note, Cure::requires_decision)})},
                   {"h", "A"});
  EXPECT_THAT(names(report),
              ElementsAre("h: no report", "e: failed", "c: requires a decision", "d: needs consent",
                          "b: to fix", "f: fixed", "A: nothing to do", "g: nothing to do"));
}

TEST(HostsReport, KnowsAHostByItsFileWhereTheListNamesThat) {
  HostReport sent = host_with("WEB01", {});
  sent.file = "sent/web01.example.json";
  EXPECT_THAT(names(hosts_report({sent}, {"web01.example"})), ElementsAre("web01.example: nothing to do"));
  sent.host = "";
  EXPECT_THAT(names(hosts_report({sent}, {})), ElementsAre("web01.example: nothing to do"));
}

TEST(HostsReport, TellsEqualFindingsOnceWithTheirHosts) {
  const HostFinding same = finding(Severity::error, Cure::can_be_fixed);
  const HostsReport report =
      hosts_report({host_with("a", {same, same}), host_with("b", {same}),
                    host_with("c", {finding(Severity::error, Cure::can_be_fixed, "another")})},
                   {});
  ASSERT_THAT(report.findings, SizeIs(2));
  EXPECT_THAT(report.findings[0].hosts, ElementsAre("a", "b"));
  ASSERT_THAT(report.rules, SizeIs(1));
  EXPECT_EQ(report.rules[0].findings, 4U);
  EXPECT_EQ(report.rules[0].hosts, 3U);
}

TEST(HostsReport, ReadsWhatNobodyExpectedWithoutHarm) {
  for (
      const char* json :
      {R"({"tool":"certlift","command":"check","schema_version":1,"targets":7})",
       R"({"tool":"certlift","command":"check","schema_version":1,"targets":[null,{"findings":[3]}]})",
       R"({"tool":"certlift","command":"check","schema_version":1,"targets":[{"findings":{"a":{"fix":[]}}}]})"})
    EXPECT_TRUE(read_host_reports(json, "f")) << json;
  for (const char* json : {"", "[", "{}", "[]", "null", R"({"tool":"other"})", R"({"tool":["certlift"]})",
                           R"({"tool":"certlift","command":"check","schema_version":2})"}) {
    const auto read = read_host_reports(json, "sent/x.json");
    ASSERT_FALSE(read) << json;
    EXPECT_EQ(read.error().path, "sent/x.json");
  }
  EXPECT_EQ(
      read_host_reports(R"({"tool":"certlift","command":"report","schema_version":1})", "f")->other_command,
      "report");
}

TEST(HostsReport, ReadsWhatARolloutHasRecorded) {
  const auto read = read_host_reports(
      R"({"schema_version":1,"summary":{},"hosts":[{"host":"a","outcome":"fixed","why":"lift","path":"/x",)"
      R"("logs":{"paths":["S/A"],"before":{"said":"2 of 3 before"},"after":{"said":"0 of 4 since"}}},)"
      R"({"host":"b","outcome":"failed","why":"unreachable"},{"host":"c","outcome":"left out"},)"
      R"({"host":"d","outcome":"undone","why":"503"}]})",
      "report.json");
  ASSERT_TRUE(read);
  const HostsReport report = hosts_report(read->reports, {"a", "e"});
  EXPECT_THAT(names(report),
              ElementsAre("e: no report", "b: failed", "d: undone", "c: left out", "a: fixed"));
  EXPECT_EQ(report.hosts[1].why, "unreachable");
  EXPECT_EQ(report.hosts[4].why, "lift; 401.2 at S/A: 2 of 3 before, 0 of 4 since");
}

TEST(HostsReport, HidesWhatAForeignReportShouldNotHold) {
  const auto read =
      read_host_reports(R"({"tool":"certlift","command":"check","schema_version":1,"targets":[{"findings":[)"
                        R"({"rule":"r","severity":"error","message":"password=\"hunter2\""}]}]})",
                        "f");
  ASSERT_TRUE(read);
  const HostsReport report = hosts_report(read->reports, {});
  for (const std::string& text : {hosts_json(report), html_of(hosts_page(report)), hosts_text(report)})
    EXPECT_THAT(text, Not(HasSubstr("hunter2")));
}

TEST(HostsReport, TakesTimeForTheFindingsOfAllHosts) {
  std::vector<HostReport> reports;
  for (int host = 0; host < 2000; ++host) {
    std::vector<HostFinding> findings;
    for (int i = 0; i < 20; ++i)
      findings.push_back(finding(Severity::warning, Cure::can_be_fixed, "m" + std::to_string(i)));
    reports.push_back(host_with("web" + std::to_string(host), std::move(findings)));
  }
  const HostsReport report = hosts_report(reports, {});
  EXPECT_THAT(report.findings, SizeIs(20));
  EXPECT_THAT(report.findings[0].hosts, SizeIs(2000));
  EXPECT_LT(html_of(hosts_page(report)).size(), 1'000'000U);
}

}  // namespace
}  // namespace certlift::render
