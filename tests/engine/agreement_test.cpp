#include "support/bytes.h"
#include "support/run_engine.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// Fixes that are made because the user, asked about each, agreed to them.
namespace certlift::engine {
namespace {

/// Four sections: the fix of the first is safe, those of the others need consent.
std::string four_sections() {
  return test::read_bytes(test::project_path("tests/cli/some-consent.config"));
}

Search search_with(std::optional<Agreements> agreed) {
  return {registry(), {.only = {"misplaced-client-cert-mappings"}, .agreed = std::move(agreed)}};
}

std::vector<Finding> fixable() {
  const auto found = check(four_sections(), "", search_with({}));
  std::vector<Finding> findings;
  for (const Finding& finding : *found)
    if (finding.fix) findings.push_back(finding);
  return findings;
}

void agree(const Finding& finding, Agreements& agreements) {
  auto& risks = agreements[key_of(finding)];
  for (const Risk& risk : finding.fix->risks) risks.insert(risk.id);
}

/// The sites whose section was lifted.
std::vector<std::string> lifted_at(const Repair& repair) {
  std::vector<std::string> sites;
  for (const Outcome& outcome : repair.outcomes)
    if (outcome.applied) sites.push_back(outcome.finding->site);
  return sites;
}

TEST(Agreement, ToNothingChangesNothing) {
  const auto repair = fix(four_sections(), "", search_with(Agreements{}));
  ASSERT_TRUE(repair) << repair.error().message;
  EXPECT_EQ(repair->before, repair->after);
  EXPECT_TRUE(lifted_at(*repair).empty());
}

TEST(Agreement, MakesExactlyTheFixesAgreedTo) {
  const auto findings = fixable();
  ASSERT_EQ(findings.size(), 4U);
  for (unsigned which = 0; which < 16; ++which) {
    Agreements agreements;
    std::vector<std::string> sites;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if ((which >> i & 1U) == 0) continue;
      agree(findings[i], agreements);
      sites.push_back(findings[i].site);
    }
    const auto repair = fix(four_sections(), "", search_with(agreements));
    ASSERT_TRUE(repair) << repair.error().message;
    EXPECT_EQ(lifted_at(*repair), sites) << which;
  }
}

TEST(Agreement, ToAllIsTheSameAsConsentToAll) {
  Agreements agreements;
  for (const Finding& finding : fixable()) agree(finding, agreements);
  Search accepting = search_with({});
  accepting.selection.accept = {"all"};
  EXPECT_EQ(fix(four_sections(), "", search_with(agreements))->after->bytes(),
            fix(four_sections(), "", accepting)->after->bytes());
}

TEST(Agreement, IsNoneToARiskThatWasNotTold) {
  Agreements agreements;
  for (const Finding& finding : fixable()) agreements[key_of(finding)];
  const auto repair = fix(four_sections(), "", search_with(agreements));
  ASSERT_TRUE(repair) << repair.error().message;
  EXPECT_EQ(lifted_at(*repair), std::vector<std::string>{"Safe"});
}

}  // namespace
}  // namespace certlift::engine
