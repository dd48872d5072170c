#include "logs/sources.h"
#include "logs/trace_reader.h"
#include "logs/verdict.h"
#include "support/bytes.h"
#include "support/made_trace.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

/// A part of a log says what the whole log says, or that it does not tell.
namespace certlift::logs {
namespace {

namespace fs = std::filesystem;

std::string verdict_or_poor(const std::string& text) {
  const auto trace = read_trace(test::source_of(text));
  return trace ? std::string(name_of(judge(*trace).verdict)) : "too-poor";
}

void expect_cuts_to_agree(const std::string& text, std::size_t step, const std::string& name) {
  const std::string whole = verdict_or_poor(text);
  for (std::size_t at = 0; at < text.size(); at += step) {
    const std::string half = verdict_or_poor(text.substr(0, at));
    EXPECT_TRUE(half == whole || half == "too-poor")
        << name << ": " << whole << " became " << half << " up to " << at;
    const std::string rest = verdict_or_poor(text.substr(at));
    EXPECT_TRUE(rest == whole || rest == "too-poor")
        << name << ": " << whole << " became " << rest << " from " << at;
    const std::string middle = verdict_or_poor(text.substr(at, text.size() / 3));
    EXPECT_TRUE(middle == whole || middle == "too-poor")
        << name << ": " << middle << " from the middle at " << at;
  }
}

TEST(TraceCuts, NeverMakeOneVerdictAnother) {
  expect_cuts_to_agree(test::failing_trace(), 211, "failing");
  expect_cuts_to_agree(test::mapped_trace(), 211, "mapped");
  expect_cuts_to_agree(test::anonymous_trace(), 211, "anonymous");
}

/// The verdicts on logs that a real server wrote; they stand beside the project, not in it.
const std::map<std::string, std::string> expected_of_real_logs{
    {"fr000001.xml", "anonymous"},
    {"fr000002.static-css.xml", "anonymous"},
    {"fr000003.static-304.xml", "anonymous"},
    {"fr000004.static-404.xml", "anonymous"},
    {"fr000005.root-default.xml", "anonymous"},
    {"fr000008.denied-ext.xml", "configuration-broken"},
    {"fr000017.aspnet-200.xml", "anonymous"},
    {"fr000019.aspnet-session.xml", "anonymous"},
    {"fr000020.aspnet-400.xml", "anonymous"},
    {"fr000021.aspnet-403.xml", "anonymous"},
    {"fr000022.aspnet-503.xml", "anonymous"},
    {"fr000025.aspnet-redirect-302.xml", "anonymous"},
    {"fr000031.auth-401-anon.xml", "no-user-set"},
    {"fr000034.auth-200-windows.xml", "user-set"},
    {"fr000035.config-500-19.xml", "anonymous"},
    {"fr000040.special-chars.xml", "anonymous"},
    {"fr000059.rewrite-pretty.xml", "anonymous"},
    {"fr000060.rewrite-301.xml", "not-reached"},
    {"fr000064.rewrite-abort.xml", "not-reached"},
    {"fr000068.arr-direct.xml", "anonymous"},
    {"fr000070.arr-bad-backend.xml", "anonymous"}};

TEST(TraceCorpus, IsJudgedAsExpectedInWholeAndInParts) {
  const fs::path folder = test::project_path("../shared/corpus/freb");
  if (!fs::is_directory(folder)) GTEST_SKIP() << "the real logs are not there: ../shared";
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const auto expected = expected_of_real_logs.find(name);
    if (expected == expected_of_real_logs.end()) continue;
    ++seen;
    const std::string text = test::read_bytes(entry.path());
    EXPECT_EQ(verdict_or_poor(text), expected->second) << name;
    expect_cuts_to_agree(text, std::max<std::size_t>(1, text.size() / 23), name);
  }
  EXPECT_EQ(seen, expected_of_real_logs.size());
}

}  // namespace
}  // namespace certlift::logs
