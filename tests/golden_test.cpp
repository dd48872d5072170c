#include "engine/registry.h"
#include "support/bytes.h"
#include "support/run_engine.h"
#include "support/source_files.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

/// Every case of every transform: `cases/NAME.before.config` is fixed with the options of `NAME.options.txt`
/// (a line is `accept RISK`, `site NAME`, `with RULE` or `windows YEAR`) and must give `NAME.after.config`
/// and `NAME.findings.txt`. Without an `after`, nothing may change. CERTLIFT_UPDATE=1 writes what is
/// expected; it is read in review.
namespace certlift::engine {
namespace {

namespace fs = std::filesystem;
using test::read_bytes;

/// The day it is in the cases. Most certificates in them are valid for a century; those of
/// expired-certificate go by this day.
constexpr std::string_view day = "2027-06-01";

struct Case {
  std::string rule;
  std::string name;
  fs::path stem;  ///< .../cases/NAME

  fs::path file(const std::string& suffix) const { return stem.string() + suffix; }
};

std::ostream& operator<<(std::ostream& out, const Case& example) {
  return out << example.rule << '/' << example.name;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  const std::string suffix = ".before.config";
  for (const Transform& transform : registry()) {
    const fs::path folder = test::project_path("transforms/" + std::string(transform.id) + "/cases");
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      std::string name = entry.path().filename().string();
      if (!name.ends_with(suffix)) continue;
      name.resize(name.size() - suffix.size());
      cases.push_back({std::string(transform.id), name, folder / name});
    }
  }
  std::ranges::sort(cases, {}, [](const Case& c) { return std::pair(c.rule, c.name); });
  return cases;
}

Selection options_of(const Case& example) {
  Selection selection{.only = {example.rule}};
  std::istringstream lines(read_bytes(example.file(".options.txt")));
  for (std::string word, value; lines >> word && std::getline(lines >> std::ws, value);) {
    if (word == "windows") continue;
    (word == "accept" ? selection.accept
     : word == "site" ? selection.sites
                      : selection.only)
        .push_back(value);
  }
  return selection;
}

iis::Surroundings surroundings_of(const Case& example) {
  iis::Surroundings surroundings{.today = std::string(day)};
  std::istringstream lines(read_bytes(example.file(".options.txt")));
  for (std::string word, value; lines >> word && std::getline(lines >> std::ws, value);)
    if (word == "windows") surroundings.windows = static_cast<unsigned>(std::stoul(value));
  return surroundings;
}

std::string_view name_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

std::string described(const Outcome& outcome, const Selection& selection) {
  const Finding& finding = *outcome.finding;
  std::ostringstream out;
  out << finding.position.line << ':' << finding.position.column << ": " << name_of(finding.severity) << ": "
      << finding.message << " [" << finding.rule << "]\n";
  if (finding.ignored) out << "  ignored: " << finding.ignored->reason << '\n';
  std::istringstream remedy(finding.remedy);
  for (std::string line; std::getline(remedy, line);) out << "  to do: " << line << '\n';
  if (finding.refusal)
    out << "  refused (" << finding.refusal->code << "): " << finding.refusal->message << '\n';
  if (!finding.fix) return out.str();
  out << (outcome.applied ? "  fixed: " : "  fix: ") << finding.fix->title << '\n';
  for (const Risk& risk : finding.fix->risks) {
    out << (selection.accepts(risk) ? "  accepted " : "  needs ") << risk.id << " (";
    for (std::size_t i = 0; i < risk.paths.size(); ++i) out << (i == 0 ? "" : ", ") << risk.paths[i];
    out << "): " << risk.message << '\n';
  }
  return out.str();
}

std::string described(const Repair& repair, const Selection& selection) {
  std::string text;
  for (const Outcome& outcome : repair.outcomes) text += described(outcome, selection);
  return text;
}

void expect_bytes(const fs::path& file, const std::string& actual, const std::string& unless) {
  if (std::getenv("CERTLIFT_UPDATE")) {
    if (actual == unless)
      fs::remove(file);
    else
      test::write_bytes(file, actual);
  }
  EXPECT_EQ(fs::exists(file) ? read_bytes(file) : unless, actual) << file << "; CERTLIFT_UPDATE=1 writes it";
}

/// So that `--accept` takes every risk, and `certlift explain` knows every refusal.
void expect_registered_hurdles(const Repair& repair) {
  for (const Outcome& outcome : repair.outcomes) {
    const auto rule = std::ranges::find(registry(), outcome.finding->rule, &Transform::id);
    const bool is_engines = outcome.finding->refusal && outcome.finding->refusal->code == "ignored";
    if (outcome.finding->refusal && !is_engines) {
      EXPECT_NE(std::ranges::find(rule->refusals, outcome.finding->refusal->code), rule->refusals.end())
          << outcome.finding->refusal->code << " is missing in the row of " << rule->id;
    }
    if (!outcome.finding->fix) continue;
    for (const Risk& risk : outcome.finding->fix->risks) {
      EXPECT_NE(std::ranges::find(rule->risks, risk.id), rule->risks.end())
          << risk.id << " is missing in the row of " << rule->id;
    }
  }
}

class Golden : public testing::TestWithParam<Case> {};

TEST_P(Golden, FindsAndFixesWhatIsWritten) {
  const std::string before = read_bytes(GetParam().file(".before.config"));
  const Selection selection = options_of(GetParam());
  const auto repair = fix(before, "", {registry(), selection, surroundings_of(GetParam())});
  ASSERT_TRUE(repair) << repair.error().message;
  expect_registered_hurdles(*repair);
  expect_bytes(GetParam().file(".after.config"), std::string(repair->after->bytes()), before);
  expect_bytes(GetParam().file(".findings.txt"), described(*repair, selection), "");
}

/// The same file with CRLF must become the same result with CRLF.
TEST_P(Golden, DoesTheSameToWindowsLineEnds) {
  const std::string before = read_bytes(GetParam().file(".before.config"));
  if (before.find('\r') != std::string::npos || before.find('\0') != std::string::npos)
    GTEST_SKIP() << "not LF UTF-8";
  const Selection selection = options_of(GetParam());
  const auto lf = fix(before, "", {registry(), selection, surroundings_of(GetParam())});
  const auto crlf = fix(test::with_crlf(before), "", {registry(), selection, surroundings_of(GetParam())});
  ASSERT_TRUE(lf && crlf);
  EXPECT_EQ(test::with_crlf(std::string(lf->after->text())), crlf->after->text());
}

TEST_P(Golden, RestsOnceItIsFixed) {
  const Search search{registry(), options_of(GetParam()), surroundings_of(GetParam())};
  const auto once = fix(read_bytes(GetParam().file(".before.config")), "", search);
  ASSERT_TRUE(once);
  const auto twice = fix(std::string(once->after->bytes()), "", search);
  ASSERT_TRUE(twice);
  EXPECT_EQ(once->after->text(), twice->after->text());
  EXPECT_EQ(twice->rounds, 0U);
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.rule + "__" + info.param.name;
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(all_cases()), test_name);

}  // namespace
}  // namespace certlift::engine
