#include "baseline/baseline.h"

#include "baseline/identity.h"
#include "engine/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::baseline {
namespace {

using engine::Finding;
using engine::Severity;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* plain =
    "<configuration><location path=\"S/A\"><system.webServer><security><authentication>"
    "<anonymousAuthentication userName=\"u\" password=\"secret1\"><a x=\"1\"/><b/></anonymousAuthentication>"
    "</authentication></security></system.webServer></location></configuration>";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// Of the password in clear text.
std::string identity_in(const std::string& text) {
  const auto reading = engine::read(text, "", {engine::registry(), {.only = {"plain-password"}}});
  EXPECT_TRUE(reading) << reading.error().message;
  if (!reading || (*reading)->findings.size() != 1U) return "not one finding";
  return Identities(**reading).of(*(*reading)->findings.front());
}

TEST(Identity, DoesNotGoByWhatMeansNothing) {
  const std::string identity = identity_in(plain);
  EXPECT_EQ(identity.size(), 64U);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"<configuration>", "<configuration>\n\n<!-- lines -->\n"},
           {"userName=\"u\" password=\"secret1\"", "password='secret1'\n  userName='&#117;'"},
           {"<b/>", "\n<!-- a comment -->\n<b></b>\n"},
           {"path=\"S/A\"", "path=\"s/a\""},
           {"secret1", "secret2"}})
    EXPECT_EQ(identity_in(replaced(plain, from, to)), identity) << to;
}

TEST(Identity, GoesByWhatTheElementSaysAndWhereItIs) {
  const std::string identity = identity_in(plain);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"userName=\"u\"", "userName=\"v\""}, {"x=\"1\"", "x=\"2\""}, {"<b/>", ""}, {"S/A", "S/B"}})
    EXPECT_NE(identity_in(replaced(plain, from, to)), identity) << to;
}

Finding finding_of(const std::string& identity, Severity severity = Severity::error) {
  Finding finding;
  finding.rule = "rule";
  finding.severity = severity;
  finding.location = "S/A";
  finding.identity = identity;
  return finding;
}

const std::string one(64, '1'), two(64, '2');

TEST(Baseline, IsReadAsItIsWritten) {
  const Baseline known{{{"<stdin>", {}},
                        {"a/applicationHost.config",
                         entries_of(std::vector{finding_of(one), finding_of(one), finding_of(two)})}}};
  const std::string document = document_of(known);
  const auto read_again = read(document);
  ASSERT_TRUE(read_again) << read_again.error().message;
  EXPECT_EQ(read_again->files, known.files);
  EXPECT_THAT(read_again->entries_of("a/applicationHost.config"),
              ElementsAre(Entry{"rule", Severity::error, "S/A", one, 2},
                          Entry{"rule", Severity::error, "S/A", two, 1}));
  EXPECT_THAT(read_again->entries_of("b"), IsEmpty());
}

TEST(Baseline, HoldsNoSecret) {
  Finding finding = finding_of(one);
  finding.location = "S/<x password=\"hidden\">";
  EXPECT_THAT(document_of({{{"a", entries_of(std::vector{finding})}}}), Not(HasSubstr("hidden")));
  EXPECT_EQ(without_secrets("<x password=\"hidden\" a=\"b\">"), "<x password=\"***\" a=\"b\">");
}

TEST(Baseline, SaysWhereItIsNone) {
  const std::string good = document_of({{{"a", entries_of(std::vector{finding_of(one)})}}});
  ASSERT_TRUE(read(good));
  for (const auto& [from, to, message] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"\"kind\": \"baseline\"", "\"kind\": \"plan\"", "does not say that it is one"},
           {"\"schema_version\": 1", "\"schema_version\": 2", "schema version"},
           {"\"files\"", "\"file\"", "lacks \"files\""},
           {"\"path\"", "\"way\"", "lacks \"path\""},
           {"\"severity\": \"error\"", "\"severity\": \"grave\"", "finding 1 of \"a\""},
           {one, "12", "finding 1 of \"a\""},
           {"\"count\": 1", "\"count\": 0", "finding 1 of \"a\""},
           {"\"count\": 1", "\"count\": -1", "finding 1 of \"a\""},
           {"\"count\": 1", "\"count\": [[[[[[[[1]]]]]]]]", "nested too deeply"},
           {"{", "", "no JSON from here on"}}) {
    const auto fault = read(replaced(good, from, to));
    ASSERT_FALSE(fault) << to;
    EXPECT_EQ(fault.error().code, ErrorCode::not_understood);
    EXPECT_THAT(fault.error().message, HasSubstr(message));
  }
  for (const std::string text : {"", "[]", "null", "\"x\"", "{}", "\xFF"}) EXPECT_FALSE(read(text)) << text;
}

TEST(Baseline, TellsWhatFitsNothing) {
  const std::vector<Entry> known = entries_of(std::vector{finding_of(one), finding_of(one), finding_of(two)});
  Finding found = finding_of(one);
  found.ignored = std::make_shared<const engine::Ignored>(engine::Ignored::By::baseline);
  EXPECT_THAT(stale(known, std::vector{found}), ElementsAre(Entry{"rule", Severity::error, "S/A", one, 1},
                                                            Entry{"rule", Severity::error, "S/A", two, 1}));
  found.ignored = std::make_shared<const engine::Ignored>(engine::Ignored::By::comment);
  EXPECT_EQ(stale(known, std::vector{found}).size(), 2U) << "a comment took it";
}

/// A reading of which only the identities count.
std::vector<Severity> told_of(const std::vector<Entry>& known, Severity severity, std::size_t copies) {
  std::string text = "<configuration>";
  for (std::size_t i = 0; i < copies; ++i) text += "<a/>";
  const auto reading = engine::read(text + "</configuration>", "", {engine::registry()});
  EXPECT_TRUE(reading);
  engine::NewFindings findings;
  for (std::size_t i = 0; i < copies; ++i) {
    findings.push_back(std::make_shared<Finding>(finding_of("", severity)));
    findings.back()->offset = text.find("<a/>") + i * 4;
  }
  recognise(known, **reading, findings);
  std::vector<Severity> told;
  for (const auto& finding : findings)
    if (!finding->ignored) told.push_back(finding->severity);
  return told;
}

TEST(Baseline, KnowsAsManyEqualFindingsAsThereWere) {
  const auto reading = engine::read("<configuration><a/></configuration>", "", {engine::registry()});
  std::vector<Finding> findings{finding_of("", Severity::warning)};
  findings.front().offset = 15;
  findings.front().identity = Identities(**reading).of(findings.front());
  std::vector<Entry> known = entries_of(findings);
  known.front().count = 2;
  EXPECT_EQ(told_of(known, Severity::warning, 2).size(), 0U);
  EXPECT_EQ(told_of(known, Severity::warning, 3).size(), 1U);
  EXPECT_EQ(told_of(known, Severity::note, 1).size(), 0U) << "milder than it was";
  EXPECT_EQ(told_of(known, Severity::error, 1).size(), 1U) << "graver than it was";
}

TEST(Baseline, NamesFilesRelativeToItsFolder) {
  EXPECT_EQ(relative_path("/srv/a/x.config", "/srv"), "a/x.config");
  EXPECT_EQ(relative_path("/srv/x.config", "/srv/ci/certlift"), "../../x.config");
  EXPECT_EQ(relative_path("C:\\a\\x.config", "C:\\a\\ci"), "../x.config");
  EXPECT_EQ(relative_path("D:\\a\\x.config", "C:\\a"), "D:/a/x.config");
}

}  // namespace
}  // namespace certlift::baseline
